/** How the page's templates are compiled, by the build or when they are used from the sources. */
export const TEMPLATE_OPTIONS = { knownHelpersOnly: true, strict: false } as const;
