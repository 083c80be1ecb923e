import type { Definitions } from '../../../guide/guide.js';
import type { Resource } from '../../../guide/resource.js';
import type { Summary } from './query.js';

interface ElementDefinition {
  path: string;
  min?: number;
  isSummary?: boolean;
  isModifier?: boolean;
}

/** Marks a resource that isn't shown whole (R4 search.html#summary). */
const SUBSETTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

const ALWAYS = ['resourceType', 'id', 'meta', 'implicitRules'];

/** Cuts resources down to what `_elements` and `_summary` ask for. */
export class Subsets {
  private readonly cache = new Map<string, { mandatory: Set<string>; summary: Set<string> }>();

  constructor(private readonly definitions: Definitions) {}

  /** The JSON of a resource, cut down when asked for. */
  apply(resource: Resource, json: string, elements: readonly string[], summary: Summary): string {
    if (elements.length > 0)
      return JSON.stringify(this.pick(resource, this.elementsOf(resource.resourceType, elements)));
    if (summary === 'true') return JSON.stringify(this.pick(resource, this.known(resource.resourceType).summary));
    if (summary === 'text')
      return JSON.stringify(this.pick(resource, this.elementsOf(resource.resourceType, ['text'])));
    if (summary === 'data') return JSON.stringify(tagged(resource, (name) => name !== 'text'));
    return json;
  }

  private pick(resource: Resource, names: ReadonlySet<string>): Resource {
    return tagged(
      resource,
      (name) => ALWAYS.includes(name) || names.has(bare(name)) || [...names].some((n) => isChoiceOf(name, n)),
    );
  }

  /** `Task.status` and `status` alike, with what the type can't do without. */
  private elementsOf(type: string, elements: readonly string[]): Set<string> {
    const own = elements.map((element) => (element.startsWith(`${type}.`) ? element.slice(type.length + 1) : element));
    return new Set([...this.known(type).mandatory, ...own.map((element) => element.split('.', 1)[0]!)]);
  }

  private known(type: string): { mandatory: Set<string>; summary: Set<string> } {
    let known = this.cache.get(type);
    if (!known) {
      const snapshot = this.definitions.structure(type)?.snapshot as { element?: ElementDefinition[] } | undefined;
      const top = (snapshot?.element ?? []).filter((element) => element.path.split('.').length === 2);
      const names = (keep: (element: ElementDefinition) => boolean | undefined) =>
        new Set(top.filter(keep).map((element) => element.path.slice(type.length + 1)));
      known = {
        mandatory: names((element) => (element.min ?? 0) > 0 || element.isModifier),
        summary: names((element) => element.isSummary || (element.min ?? 0) > 0 || element.isModifier),
      };
      this.cache.set(type, known);
    }
    return known;
  }
}

/** `_status` holds the extensions of `status`. */
function bare(name: string): string {
  return name.startsWith('_') ? name.slice(1) : name;
}

function isChoiceOf(name: string, element: string): boolean {
  return element.endsWith('[x]') && bare(name).startsWith(element.slice(0, -3));
}

function tagged(resource: Resource, keep: (name: string) => boolean): Resource {
  const kept = Object.fromEntries(Object.entries(resource).filter(([name]) => keep(name))) as Resource;
  const meta = resource.meta ?? {};
  return { ...kept, meta: { ...meta, tag: [...(Array.isArray(meta.tag) ? meta.tag : []), SUBSETTED] } };
}
