import type { InstanceKey, Resource } from './resource.js';

/** How binding a requirement is (FHIR R5 Requirements.statement.conformance, those the guide uses). */
export type Conformance = 'SHALL' | 'SHOULD' | 'MAY' | 'SHOULD-NOT' | 'SHALL-NOT';

/** One normative statement of the guide, from a Requirements resource. */
export interface Requirement {
  /** Stable key, cited by scenarios, findings and pages (Requirements.statement.key). */
  key: string;
  label?: string;
  conformance: Conformance;
  /** Ids of the ActorDefinitions that it binds. */
  actors: string[];
  text: string;
  /** Id of the Requirements resource that holds it, e.g. `task-lifecycle`. */
  theme: string;
  /** The page that explains it, as `page.html#anchor`, when given. */
  page?: string;
  /** Why no check can show it, for statements marked untestable. */
  untestable?: string;
}

/** An actor of the guide (ActorDefinition). */
export interface GuideActor {
  id: string;
  title: string;
  description: string;
}

/** A compiled guide: what SUSHI wrote, read for the harness. Pure to its users; files are read when first asked for. */
export interface Guide {
  packageId: string;
  canonical: string;
  version: string;
  title: string;
  /** Example instances and conformance resources by key (`Type/id`). The object returned is shared: never change it. */
  instance(key: InstanceKey): Resource | undefined;
  /** Every key in the guide, sorted. */
  keys(): InstanceKey[];
  requirements: ReadonlyMap<string, Requirement>;
  actors: ReadonlyMap<string, GuideActor>;
  definitions: Definitions;
}

/** FHIR R4 core definitions together with the guide's own. All look-ups answer undefined for what is not known. */
export interface Definitions {
  /** Canonical base of the guide: what stands below it is the guide's own, and unknown there means that it does not exist. */
  canonical?: string;
  /** StructureDefinition with snapshot, by canonical url (a |version is ignored) or by type name for core types. */
  structure(urlOrType: string): Resource | undefined;
  /** CodeSystem by url. */
  codeSystem(url: string): Resource | undefined;
  /** ValueSet by url (a |version is ignored). */
  valueSet(url: string): Resource | undefined;
  /**
   * Whether a value set holds a code. `undefined` means it can't be told here (a filter on an external system, or
   * a code system that is not at hand): callers must not read it as false.
   */
  contains(valueSetUrl: string, system: string | undefined, code: string): boolean | undefined;
  /** Every concept of a value set that can be enumerated here, or undefined. */
  expand(valueSetUrl: string): { system: string; code: string; display?: string }[] | undefined;
  /** SearchParameters that apply to a resource type, including those of Resource and DomainResource and the guide's own. */
  searchParameters(type: string): SearchParameter[];
  /** Names of all R4 resource types. */
  resourceTypes(): string[];
}

/** What the harness needs of a SearchParameter. */
export interface SearchParameter {
  code: string;
  url: string;
  type: 'number' | 'date' | 'string' | 'token' | 'reference' | 'composite' | 'quantity' | 'uri' | 'special';
  base: string[];
  /** FHIRPath over a resource of a base type; absent for special parameters. */
  expression?: string;
  /** Allowed target types of a reference parameter. */
  target?: string[];
}
