import type { Guide } from '../../guide/guide.js';
import type { Resource } from '../../guide/resource.js';
import { keyOfReference } from '../references.js';
import type { ScenarioActor } from '../scenario.js';
import type { Elements } from './elements.js';
import { type Element } from './elements.js';
import { suggest } from '../../yaml/nearest.js';
import type { Path, Problems, Source } from '../../yaml/source.js';

/** What values of `set` are read with. */
export interface SetContext {
  source: Source;
  problems: Problems;
  guide: Guide;
  elements: Elements;
  actors: ReadonlyMap<string, ScenarioActor>;
}

interface Concept {
  system: string;
  code: string;
  display?: string;
}

const ACTOR = /^\{actor(?::([^}]*))?\}$/;
const TEXTS = new Set([
  'string',
  'code',
  'uri',
  'url',
  'canonical',
  'id',
  'oid',
  'uuid',
  'markdown',
  'base64Binary',
  'xhtml',
]);
const MOMENTS = new Set(['date', 'dateTime', 'instant', 'time']);
const NUMBERS = new Set(['integer', 'positiveInt', 'unsignedInt', 'decimal']);

/**
 * Reads the `set` of an act for one resource: every name must be an element of it, every value fit its type. A bare code
 * becomes a Coding or CodeableConcept from the bound value set; a bare `Type/id`, `{actor}` (who acts) or `{actor:name}`
 * becomes a Reference. Null is left as it is: it removes the element.
 */
export class SetReader {
  constructor(
    private readonly context: SetContext,
    private readonly by: ScenarioActor | undefined,
  ) {}

  read(set: Record<string, unknown>, resource: Resource, path: Path): Record<string, unknown> {
    const root = this.context.elements.rootOf(resource);
    return root ? this.object(set, root, path, resource.resourceType) : set;
  }

  private object(value: object, element: Element, path: Path, name: string): Record<string, unknown> {
    const children = this.context.elements.children(element);
    const result: Record<string, unknown> = {};
    for (const [part, item] of Object.entries(value)) {
      const at = [...path, part];
      const child = children?.get(part.replace(/^_/, ''));
      if (child && isAllowedName(part, child)) result[part] = part.startsWith('_') ? item : this.value(item, child, at);
      else if (children) this.unknown(part, [...children.keys()], at, name);
      else result[part] = item;
    }
    return result;
  }

  private unknown(part: string, names: string[], at: Path, owner: string): void {
    this.context.problems.add(this.context.source.keyAt(at), `${owner} has no element "${part}"`, suggest(part, names));
  }

  private value(value: unknown, element: Element, path: Path): unknown {
    if (value === null) return null;
    if (Array.isArray(value) !== element.repeats) {
      const [is, hint] = element.repeats ? ['a list', 'write each item after a dash'] : ['no list', 'give one value'];
      return this.fault(path, `"${nameIn(path)}" is ${is}`, hint);
    }
    return Array.isArray(value)
      ? value.map((item, index) => this.single(item, element, [...path, index]))
      : this.single(value, element, path);
  }

  private single(value: unknown, element: Element, path: Path): unknown {
    const type = element.types.length === 1 ? (element.types[0] as string) : undefined;
    if (type === 'CodeableConcept' || type === 'Coding') return this.coded(value, element, path, type);
    if (type === 'Reference') return this.reference(value, element, path);
    if (type && !/^[A-Z]/.test(type)) return this.primitive(value, type, element, path);
    if (typeof value === 'object' && value !== null) return this.object(value, element, path, element.path);
    return type ? this.fault(path, `"${nameIn(path)}" is a ${type}: a block of names and values`) : value;
  }

  private primitive(value: unknown, type: string, element: Element, path: Path): unknown {
    const wanted = NUMBERS.has(type) ? 'number' : type === 'boolean' ? 'boolean' : 'string';
    const known = TEXTS.has(type) || MOMENTS.has(type) || wanted !== 'string';
    if (known && typeof value !== wanted) {
      return this.fault(
        path,
        `"${nameIn(path)}" must be a ${wanted === 'string' ? 'text' : wanted} (FHIR type ${type})`,
      );
    }
    if (type === 'code' && element.binding?.strength === 'required') {
      this.mustHold(element.binding.valueSet, undefined, String(value), path);
    }
    return value;
  }

  private coded(value: unknown, element: Element, path: Path, type: string): unknown {
    if (typeof value === 'string') {
      const concept = this.look(value, element, path);
      return concept && (type === 'Coding' ? concept : { coding: [concept] });
    }
    if (typeof value !== 'object' || value === null) {
      return this.fault(path, `"${nameIn(path)}" must be a code, or a block with coding or text`);
    }
    if (element.binding?.strength === 'required') {
      const codings = type === 'Coding' ? [value] : ((value as { coding?: unknown[] }).coding ?? []);
      for (const coding of codings as Partial<Concept>[]) {
        if (coding?.code) this.mustHold(element.binding.valueSet, coding.system, coding.code, path);
      }
    }
    return this.object(value, element, path, type);
  }

  /** A bare code, found in the value set that is bound to the element. */
  private look(code: string, element: Element, path: Path): Concept | undefined {
    const { guide } = this.context;
    const valueSet = element.binding?.valueSet;
    const concepts = valueSet ? guide.definitions.expand(valueSet) : undefined;
    if (!valueSet || !concepts) {
      const why = valueSet ? `its value set ${valueSet} cannot be listed here` : 'no value set is bound to it';
      return this.fault(
        path,
        `"${nameIn(path)}" cannot be a bare code: ${why}`,
        'write { coding: [{ system, code, display }] }',
      );
    }
    const found = concepts.filter((concept) => concept.code === code);
    if (found.length > 1) {
      const systems = found.map(({ system }) => system).join(' and ');
      return this.fault(path, `the code "${code}" is in ${systems}`, 'write { coding: [{ system, code, display }] }');
    }
    const [only] = found;
    if (!only) return this.notIn(code, valueSet, path);
    return { system: only.system, code, ...(only.display ? { display: only.display } : {}) };
  }

  private mustHold(valueSet: string, system: string | undefined, code: string, path: Path): void {
    if (this.context.guide.definitions.contains(valueSet, system, code) === false) this.notIn(code, valueSet, path);
  }

  private notIn(code: string, valueSet: string, path: Path): undefined {
    const codes = this.context.guide.definitions.expand(valueSet)?.map((concept) => concept.code) ?? [];
    return this.fault(path, `"${code}" is not a code of ${valueSet.split('|')[0]}`, suggest(code, codes));
  }

  private reference(value: unknown, element: Element, path: Path): unknown {
    if (typeof value !== 'string') {
      if (typeof value !== 'object' || value === null) {
        return this.fault(path, `"${nameIn(path)}" must be a reference: Type/id, {actor} or {actor:name}`);
      }
      return this.object(value, element, path, 'Reference');
    }
    const placeholder = ACTOR.exec(value);
    if (placeholder) return this.actorReference(placeholder[1], path);
    if (keyOfReference(value)) return { reference: value };
    return this.fault(path, `"${value}" is no reference`, 'write Type/id, {actor} for who acts, or {actor:name}');
  }

  private actorReference(name: string | undefined, path: Path): unknown {
    const actor = name === undefined ? this.by : this.context.actors.get(name);
    if (actor) return { reference: actor.as };
    if (name === undefined) return undefined;
    return this.fault(path, `there is no actor "${name}" in this flow`, suggest(name, this.context.actors.keys()));
  }

  private fault(path: Path, message: string, hint?: string): undefined {
    this.context.problems.add(this.context.source.at(path), message, hint);
    return undefined;
  }
}

/** A choice element has its type in its JSON name: `valueString`, never `value`. */
function isAllowedName(name: string, element: Element): boolean {
  const last = element.path.split('.').at(-1) ?? '';
  return !last.endsWith('[x]') || name.replace(/^_/, '') !== last.slice(0, -3);
}

function nameIn(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string'));
}
