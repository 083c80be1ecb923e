import type { Guide } from '../../guide/guide.js';
import type { InstanceKey } from '../../guide/resource.js';
import type { ExchangeId } from '../plan.js';
import type { ScenarioActor } from '../scenario.js';
import { Elements } from './elements.js';
import { Expressions } from './expression.js';
import { nearest, suggest } from '../../yaml/nearest.js';
import type { Path, Problems, Source } from '../../yaml/source.js';

const KEY = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/;

/**
 * What reading one scenario file needs, and the look-ups that every part of it makes. A look-up that fails adds one problem
 * at the name's place and answers undefined, so that reading goes on and finds the rest.
 */
export class Context {
  readonly elements: Elements;
  readonly expressions: Expressions;
  /** The flow's actors by name; filled before the acts are read. */
  readonly actors = new Map<string, ScenarioActor>();
  /** The exchanges that the flow runs over; filled before the acts are read. */
  exchanges: ExchangeId[] = [];
  /** Where each act and expectation was read, for problems that show only later. */
  readonly paths = new WeakMap<object, Path>();
  /** True once a part of the story could not be read: then what follows from the rest would mislead. */
  incomplete = false;

  constructor(
    readonly source: Source,
    readonly guide: Guide,
    readonly problems: Problems,
    /** False when the file is only to be shown: its expressions are taken as they stand. */
    readonly judged = true,
  ) {
    this.elements = new Elements(guide.definitions);
    this.expressions = new Expressions(this.elements);
  }

  /** Adds a problem at a value. */
  fault(path: Path, message: string, hint?: string): undefined {
    this.problems.add(this.source.at(path), message, hint);
    return undefined;
  }

  /** Adds a problem at a property's name. */
  faultAtName(path: Path, message: string, hint?: string): undefined {
    this.problems.add(this.source.keyAt(path), message, hint);
    return undefined;
  }

  /** An instance of the guide, by its key. */
  instance(value: unknown, path: Path): InstanceKey | undefined {
    if (typeof value !== 'string' || !KEY.test(value)) return undefined;
    if (this.guide.instance(value)) return value;
    this.incomplete = true;
    return this.fault(path, `the guide has no instance "${value}"`, this.nearInstance(value));
  }

  /** A hint that names the instance most like a key: one of the same type if there is one, or of the same id. */
  nearInstance(key: InstanceKey): string | undefined {
    const [type = '', id = ''] = key.split('/');
    const keys = this.guide.keys();
    const sameType = keys.filter((each) => each.startsWith(`${type}/`));
    const near = nearest(key, sameType) ?? keys.find((each) => each.endsWith(`/${id}`)) ?? nearest(key, keys);
    return near ? `did you mean ${near}?` : suggest(key, sameType);
  }

  /** Instances listed one by one, or a single one. */
  instances(value: unknown, path: Path): InstanceKey[] {
    if (!Array.isArray(value)) return [this.instance(value, path)].filter(isThere);
    return value.map((each, index) => this.instance(each, [...path, index])).filter(isThere);
  }

  /** Name of an actor of this flow. */
  actor(value: unknown, path: Path): string | undefined {
    if (typeof value !== 'string') return undefined;
    if (this.actors.has(value)) return value;
    this.incomplete = true;
    return this.fault(path, `there is no actor "${value}" in this flow`, suggest(value, this.actors.keys()));
  }

  /** Keys of requirements. */
  requirements(value: unknown, path: Path): string[] {
    const known = this.guide.requirements;
    return itemsOf(value).flatMap((each, index) => {
      if (typeof each !== 'string') return [];
      if (known.has(each)) return [each];
      this.fault([...path, index], `the guide has no requirement "${each}"`, suggest(each, known.keys()));
      return [];
    });
  }
}

/** A value as a list; nothing when it is none. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as names and values; nothing when it is none. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(recordOf(value));
}

/** A value as an object; an empty one when it is none. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A value as text; undefined when it is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Tells undefined from the rest, for filters. */
export function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
