/** Any FHIR resource as JSON. The engine treats all types alike, so elements are open; narrow with @types/fhir where a type is known. */
export interface Resource {
  resourceType: string;
  id?: string;
  meta?: {
    versionId?: string;
    lastUpdated?: string;
    source?: string;
    profile?: string[];
    tag?: { system?: string; code?: string }[];
  };
  [element: string]: unknown;
}

/** An example instance of the guide, as `Type/id` in the compiled guide, e.g. `Task/cbc-coordination`. */
export type InstanceKey = string;

/** `Type/id` of a resource that has an id. */
export function keyOf(resource: Resource): InstanceKey {
  return `${resource.resourceType}/${resource.id ?? ''}`;
}

/** A business identifier of a resource (R4 Identifier, with all that makes it unique). */
export interface BusinessIdentifier {
  system: string;
  value: string;
}
