import type { Resource } from '../../guide/resource.js';

/** One allowed type of an element (ElementDefinition.type). */
export interface TypeUse {
  /** Name of the FHIR type; FHIRPath's own types are mapped to the FHIR type that they stand for. */
  code: string;
  /** Profiles of the type, any of which the value must meet. */
  profile?: string[];
  /** Profiles of a reference's target, any of which it must meet. */
  targetProfile?: string[];
}

/** A rule in FHIRPath (ElementDefinition.constraint). */
export interface Constraint {
  key: string;
  severity: 'error' | 'warning';
  human: string;
  expression: string;
}

/** How the items of an element are told apart (ElementDefinition.slicing). */
export interface Slicing {
  discriminator?: { type: string; path: string }[];
  rules?: 'open' | 'closed' | 'openAtEnd';
  ordered?: boolean;
}

/** A JSON property as an element allows it. */
export interface Field {
  node: ElementNode;
  type: TypeUse;
}

/** One element of a snapshot, with what stands below it. */
export interface ElementNode {
  /** Canonical url of the structure that it belongs to. */
  structure: string;
  /** Without the `[x]` of a choice. */
  name: string;
  /** As in the definition, e.g. `Task.output.value[x]`. */
  path: string;
  min: number;
  max: number;
  /** It is an array in JSON, even where a profile allows one item only. */
  repeats: boolean;
  choice: boolean;
  types: TypeUse[];
  children: ElementNode[];
  /** JSON property names that it can have: one, or one for each type of a choice. */
  names: string[];
  /** JSON property name -> the child that it belongs to. */
  fields: Map<string, Field>;
  /** Element id of the node whose children apply here too. */
  contentReference?: string;
  /** Value that must be equal (fixed) or contained (pattern). */
  expected?: { kind: 'fixed' | 'pattern'; value: unknown };
  /** Value set of a required binding. */
  required?: string;
  constraints: Constraint[];
  slicing?: Slicing;
  sliceName?: string;
  slices: ElementNode[];
  maxLength?: number;
}

/** A StructureDefinition made ready for walking. */
export interface StructureTree {
  url: string;
  /** Type that it describes, e.g. `Task` for a profile of Task. */
  type: string;
  kind: string;
  root: ElementNode;
  byId: ReadonlyMap<string, ElementNode>;
  /** For an extension: where it may be used. */
  contexts: { type: string; expression: string }[];
  /** For an extension: it changes the meaning of what it stands on. */
  modifier: boolean;
  /** A rule of it names a moment, a UUID or a port of this machine, or asks what time it is: what is so in one run may be otherwise in the next. */
  namesWhatChanges: boolean;
}

interface ElementDefinition {
  id?: string;
  path: string;
  sliceName?: string;
  min?: number;
  max?: string;
  base?: { path?: string; max?: string };
  type?: {
    code: string;
    profile?: string[];
    targetProfile?: string[];
    extension?: { url: string; valueUrl?: string }[];
  }[];
  contentReference?: string;
  binding?: { strength: string; valueSet?: string };
  constraint?: (Partial<Constraint> & { key: string })[];
  slicing?: Slicing;
  maxLength?: number;
  isModifier?: boolean;
}

/** Checked without FHIRPath (empty elements, extensions, references to what is contained), or no matter for machines. */
const LEFT_OUT = new Set(['ele-1', 'ext-1', 'ref-1', 'dom-6']);
const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

/** Makes a tree of a StructureDefinition's snapshot, or undefined if it has none. */
export function treeOf(definition: Resource): StructureTree | undefined {
  const elements = (definition.snapshot as { element?: ElementDefinition[] } | undefined)?.element;
  if (!elements?.[0]) return undefined;
  const url = `${definition.url}`;
  const byId = new Map<string, ElementNode>();
  for (const element of elements) {
    const id = element.id ?? element.path;
    const node = nodeOf(element, url);
    byId.set(id, node);
    attach(node, id, byId);
  }
  for (const node of byId.values()) for (const child of node.children) addFields(node.fields, child);
  const root = byId.get(elements[0].id ?? elements[0].path) as ElementNode;
  return {
    url,
    type: `${definition.type}`,
    kind: `${definition.kind}`,
    root,
    byId,
    contexts: (definition.context ?? []) as StructureTree['contexts'],
    modifier: elements[0].isModifier === true,
    namesWhatChanges: [...byId.values()].some(namesWhatChanges),
  };
}

const RULE_OF_TIME =
  /@(?:\d|T\d)|\b(?:now|today|timeOfDay)\(|\d\s*(?:year|month|week|day|hour|minute|second|millisecond)s?\b/;
const CHANGING_VALUE = /"\d{4}-\d\d|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-|:\/\/(?:127\.0\.0\.1|localhost|\[::1\])/;

function namesWhatChanges({ constraints, expected }: ElementNode): boolean {
  if (expected && CHANGING_VALUE.test(JSON.stringify(expected.value))) return true;
  return constraints.some(({ expression }) => RULE_OF_TIME.test(expression) || CHANGING_VALUE.test(expression));
}

function nodeOf(element: ElementDefinition, structure: string): ElementNode {
  const last = element.path.slice(element.path.lastIndexOf('.') + 1);
  const expected = expectedOf(element);
  const required = element.binding?.strength === 'required' ? element.binding.valueSet : undefined;
  return {
    structure,
    name: last.replace('[x]', ''),
    path: element.path,
    min: element.min ?? 0,
    max: count(element.max),
    repeats: count(element.base?.max ?? element.max) > 1,
    choice: last.endsWith('[x]'),
    types: (element.type ?? []).map((type) => typeUse(type, element)),
    names: [],
    children: [],
    fields: new Map(),
    constraints: (element.constraint ?? []).filter(isChecked),
    slices: [],
    ...(element.contentReference && { contentReference: element.contentReference.replace(/^.*#/, '') }),
    ...(expected && { expected }),
    ...(required && { required }),
    ...(element.slicing && { slicing: element.slicing }),
    ...(element.sliceName && { sliceName: element.sliceName }),
    ...(element.maxLength && { maxLength: element.maxLength }),
  };
}

function count(max: string | undefined): number {
  return max === '*' ? Infinity : Number(max ?? 1);
}

function typeUse(type: NonNullable<ElementDefinition['type']>[number], element: ElementDefinition): TypeUse {
  const { profile, targetProfile } = type;
  return {
    code: type.code.startsWith('http://hl7.org/fhirpath/') ? fhirType(type, element) : type.code,
    ...(profile && { profile }),
    ...(targetProfile && { targetProfile }),
  };
}

/** R4 says of a resource's id that it is a string; its own rule is that of the type id. */
function fhirType(type: NonNullable<ElementDefinition['type']>[number], element: ElementDefinition): string {
  if ((element.base?.path ?? element.path) === 'Resource.id') return 'id';
  return type.extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? 'string';
}

function expectedOf(element: ElementDefinition): ElementNode['expected'] {
  for (const [key, value] of Object.entries(element)) {
    const kind = /^(fixed|pattern)[A-Z]/.exec(key)?.[1];
    if (kind) return { kind: kind as 'fixed' | 'pattern', value };
  }
  return undefined;
}

function isChecked(constraint: Partial<Constraint> & { key: string }): constraint is Constraint {
  return constraint.expression !== undefined && !LEFT_OUT.has(constraint.key);
}

/** Ids are `Task.output:bid.type`: a slice belongs to the element it slices, all else to what stands before the dot. */
function attach(node: ElementNode, id: string, byId: ReadonlyMap<string, ElementNode>): void {
  const dot = id.lastIndexOf('.');
  const segment = id.slice(dot + 1);
  const colon = segment.indexOf(':');
  if (colon < 0) {
    byId.get(id.slice(0, Math.max(dot, 0)))?.children.push(node);
    return;
  }
  const slash = segment.lastIndexOf('/');
  const resliced = slash < 0 ? undefined : byId.get(id.slice(0, dot + 1 + slash));
  (resliced ?? byId.get(id.slice(0, dot + 1 + colon)))?.slices.push(node);
}

function addFields(fields: Map<string, Field>, node: ElementNode): void {
  const types = node.choice ? node.types : [node.types[0] ?? { code: 'BackboneElement' }];
  node.names = types.map(({ code }) => (node.choice ? node.name + capitalized(code) : node.name));
  types.forEach((type, n) => fields.set(node.names[n] ?? node.name, { node, type }));
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
