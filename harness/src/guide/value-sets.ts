import type { Resource } from './resource.js';

/** Where value sets and code systems come from. */
export interface TerminologySource {
  codeSystem(url: string): Resource | undefined;
  valueSet(url: string): Resource | undefined;
}

/** One concept of an expansion. */
export interface ExpandedConcept {
  system: string;
  code: string;
  display?: string;
}

/** Whether something holds; undefined: it can't be told with what is at hand. */
type Maybe = boolean | undefined;

interface Filter {
  property: string;
  op: string;
  value: string;
}

interface ConceptSet {
  system?: string;
  concept?: { code: string; display?: string }[];
  filter?: Filter[];
  valueSet?: string[];
}

interface Concept {
  code: string;
  display?: string;
  concept?: Concept[];
  property?: { code: string; valueCode?: string }[];
}

/** A CodeSystem, flattened. */
interface System {
  url: string;
  /** All its concepts are at hand. */
  complete: boolean;
  caseSensitive: boolean;
  displays: Map<string, string | undefined>;
  parents: Map<string, Set<string>>;
}

/**
 * Answers which codes a value set holds, from `compose` and, where there is none, from a stored expansion.
 * Three-valued throughout: what rests on a code system or a filter that is not at hand is undefined, never false
 * (https://hl7.org/fhir/R4/valueset.html#compositions).
 */
export class ValueSets {
  private readonly systems = new Map<string, System | undefined>();
  private readonly answers = new Map<string, Maybe>();
  /** Value sets being looked at, so that a circle of imports ends. */
  private readonly open = new Set<string>();

  constructor(private readonly source: TerminologySource) {}

  /** Whether the value set holds the code; without a system, whether it holds it in any. */
  contains(valueSetUrl: string, system: string | undefined, code: string): Maybe {
    const url = withoutVersion(valueSetUrl);
    const key = `${url}\n${system ?? ''}\n${code}`;
    if (this.answers.has(key)) return this.answers.get(key);
    if (this.open.has(url)) return undefined;
    this.open.add(url);
    const answer = this.decide(url, system, code);
    this.open.delete(url);
    if (this.open.size === 0) this.answers.set(key, answer);
    return answer;
  }

  /** Every concept of the value set, or undefined when some part of it can't be enumerated. */
  expand(valueSetUrl: string): ExpandedConcept[] | undefined {
    const url = withoutVersion(valueSetUrl);
    const compose = composeOf(this.source.valueSet(url));
    if (!compose || this.open.has(url)) return undefined;
    this.open.add(url);
    const parts = compose.include.map((part) => this.enumerate(part));
    this.open.delete(url);
    const found = new Map<string, ExpandedConcept>();
    for (const part of parts) {
      if (!part) return undefined;
      for (const concept of part) {
        const excluded = any(compose.exclude.map((each) => this.inSet(each, concept.system, concept.code)));
        if (excluded === undefined) return undefined;
        if (!excluded) found.set(`${concept.system}\n${concept.code}`, concept);
      }
    }
    return [...found.values()];
  }

  private decide(url: string, system: string | undefined, code: string): Maybe {
    const valueSet = this.source.valueSet(url);
    const compose = composeOf(valueSet);
    if (!compose) return inExpansion(valueSet, system, code) ? true : undefined;
    const included = any(compose.include.map((part) => this.inSet(part, system, code)));
    if (included === false || compose.exclude.length === 0) return included;
    const excluded = any(compose.exclude.map((part) => this.inSet(part, system, code)));
    return excluded === undefined ? undefined : included && !excluded;
  }

  private inSet(part: ConceptSet, system: string | undefined, code: string): Maybe {
    const imports = (part.valueSet ?? []).map((url) => this.contains(url, system, code));
    return all([...imports, ...(part.system === undefined ? [] : [this.inSystem(part, part.system, system, code)])]);
  }

  private inSystem(part: ConceptSet, url: string, asked: string | undefined, code: string): Maybe {
    if (asked !== undefined && asked !== url) return false;
    if (part.concept) return part.concept.some((concept) => concept.code === code);
    const system = this.system(url);
    if (!system) return undefined;
    const own = codeIn(system, code);
    if (own === undefined) return system.complete ? false : undefined;
    return all((part.filter ?? []).map((filter) => passes(system, filter, own)));
  }

  private enumerate(part: ConceptSet): ExpandedConcept[] | undefined {
    const { system } = part;
    if (system === undefined) {
      const [first, ...others] = part.valueSet ?? [];
      return first === undefined ? undefined : this.common(this.expand(first), others);
    }
    return this.common(this.ofSystem(part, system), part.valueSet ?? []);
  }

  private ofSystem(part: ConceptSet, url: string): ExpandedConcept[] | undefined {
    const system = this.system(url);
    if (part.concept) {
      return part.concept.map(({ code, display }) => concept(url, code, display ?? system?.displays.get(code)));
    }
    if (!system?.complete) return undefined;
    const found: ExpandedConcept[] = [];
    for (const [code, display] of system.displays) {
      const passed = all((part.filter ?? []).map((filter) => passes(system, filter, code)));
      if (passed === undefined) return undefined;
      if (passed) found.push(concept(url, code, display));
    }
    return found;
  }

  /** Those that all the value sets hold too. */
  private common(concepts: ExpandedConcept[] | undefined, valueSets: string[]): ExpandedConcept[] | undefined {
    const found: ExpandedConcept[] = [];
    for (const each of concepts ?? []) {
      const held = all(valueSets.map((url) => this.contains(url, each.system, each.code)));
      if (held === undefined) return undefined;
      if (held) found.push(each);
    }
    return concepts && found;
  }

  private system(url: string): System | undefined {
    if (!this.systems.has(url)) {
      const resource = this.source.codeSystem(url);
      this.systems.set(url, resource && flatten(url, resource));
    }
    return this.systems.get(url);
  }
}

/** A canonical url without its `|version`. */
export function withoutVersion(canonical: string): string {
  const bar = canonical.indexOf('|');
  return bar < 0 ? canonical : canonical.slice(0, bar);
}

function composeOf(valueSet: Resource | undefined): { include: ConceptSet[]; exclude: ConceptSet[] } | undefined {
  const compose = valueSet?.compose as { include?: ConceptSet[]; exclude?: ConceptSet[] } | undefined;
  return compose && { include: compose.include ?? [], exclude: compose.exclude ?? [] };
}

/** A stored expansion may be partial or old, so that only a hit says something. */
function inExpansion(valueSet: Resource | undefined, system: string | undefined, code: string): boolean {
  type Entry = { system?: string; code?: string; contains?: Entry[] };
  const has = (entry: Entry): boolean =>
    (entry.code === code && (system === undefined || entry.system === system)) || (entry.contains ?? []).some(has);
  return ((valueSet?.expansion as Entry | undefined)?.contains ?? []).some(has);
}

function concept(system: string, code: string, display: string | undefined): ExpandedConcept {
  return display === undefined ? { system, code } : { system, code, display };
}

function flatten(url: string, resource: Resource): System {
  const system: System = {
    url,
    complete: resource.content === 'complete',
    caseSensitive: resource.caseSensitive === true,
    displays: new Map(),
    parents: new Map(),
  };
  const visit = (concepts: Concept[] | undefined, parent?: string): void => {
    for (const each of concepts ?? []) {
      system.displays.set(each.code, each.display);
      if (parent !== undefined) addParent(system, each.code, parent);
      for (const { code, valueCode } of each.property ?? []) {
        if (valueCode === undefined) continue;
        if (code === 'parent' || code === 'subsumedBy') addParent(system, each.code, valueCode);
        if (code === 'child') addParent(system, valueCode, each.code);
      }
      visit(each.concept, each.code);
    }
  };
  visit(resource.concept as Concept[] | undefined);
  return system;
}

function addParent(system: System, child: string, parent: string): void {
  const parents = system.parents.get(child) ?? new Set();
  system.parents.set(child, parents.add(parent));
}

/** The code as the system writes it, or undefined if the system does not list it. */
function codeIn(system: System, code: string): string | undefined {
  if (system.displays.has(code)) return code;
  if (system.caseSensitive) return undefined;
  const lower = code.toLowerCase();
  return [...system.displays.keys()].find((each) => each.toLowerCase() === lower);
}

/** Filters over the hierarchy and the code itself (http://hl7.org/fhir/filter-operator); others can't be told. */
function passes(system: System, { property, op, value }: Filter, code: string): Maybe {
  if (property !== 'concept' && property !== 'code') return undefined;
  switch (op) {
    case '=':
      return code === value;
    case 'in':
      return value.split(',').includes(code);
    case 'not-in':
      return !value.split(',').includes(code);
    case 'regex':
      return regexOf(value)?.test(code);
    case 'is-a':
      return system.complete ? code === value || isBelow(system, code, value) : undefined;
    case 'descendent-of':
      return system.complete ? isBelow(system, code, value) : undefined;
    case 'is-not-a':
      return system.complete ? code !== value && !isBelow(system, code, value) : undefined;
    default:
      return undefined;
  }
}

/** Anchored, as FHIR wants it; undefined where JavaScript does not know the syntax. */
function regexOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}

function isBelow(system: System, code: string, ancestor: string): boolean {
  const seen = new Set<string>();
  const climb = (at: string): boolean =>
    [...(system.parents.get(at) ?? [])].some((parent) => {
      if (parent === ancestor) return true;
      if (seen.has(parent)) return false;
      seen.add(parent);
      return climb(parent);
    });
  return climb(code);
}

function any(parts: Maybe[]): Maybe {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}

function all(parts: Maybe[]): Maybe {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}
