/**
 * Includes that the IG Publisher makes of the guide itself, so that no file of them stands in input/includes; the site makes them under the same
 * names: packages that the guide depends on, profiles that hold for all resources of a type, and whose codes it uses.
 */
export const PUBLISHER_INCLUDES = ['dependency-table.xhtml', 'globals-table.xhtml', 'ip-statements.xhtml'] as const;
