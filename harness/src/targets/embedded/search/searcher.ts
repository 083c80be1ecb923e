import { badRequest } from '../outcome.js';
import { liveVersion, type Entity, type Store, type Version } from '../store.js';
import { Buckets } from './buckets.js';
import { parseCriterion, UnknownParameter, type Criterion } from './criteria.js';
import type { Condition, Value } from './kind.js';
import type { ReferenceValue } from './kinds/reference.js';
import { contextFor, type Parameter, type Parameters } from './parameters.js';
import { splitEscaped } from './split.js';

/** A criterion ready to be tested, with the resources worth testing when that can be told. */
export interface Clause {
  test(version: Version): boolean;
  candidates?: () => readonly ReadonlySet<Entity>[];
}

/** Whether somebody may be shown a resource. */
export type Sees = (version: Version) => boolean;

/** Most steps of a chain or of nested `_has`. */
const MAX_DEPTH = 8;

/** Finds resources. Indexes are made by the first search that can use them and follow every write from then on. */
export class Searcher {
  private readonly buckets = new Map<string, Map<string, Buckets>>();
  private readonly writes = new Map<string, number>();

  constructor(
    private readonly store: Store,
    readonly parameters: Parameters,
    private readonly base: string,
    private readonly now: () => number,
  ) {}

  /** To be called for every write and its undoing. */
  onWrite(entity: Entity, from: Version | undefined, to: Version | undefined): void {
    this.writes.set(entity.type, this.writesTo(entity.type) + 1);
    const ofType = this.buckets.get(entity.type);
    if (ofType) for (const buckets of ofType.values()) buckets.update(entity, from, to);
  }

  /** How often anything of a type was written, or a write undone: while it stays, searches of that type alone find the same. */
  writesTo(type: string): number {
    return this.writes.get(type) ?? 0;
  }

  /**
   * Compiles criteria. Throws UnknownParameter or a Refusal.
   * @param sees whether who searches may be shown a resource on the way of a chain or `_has`: what it may not see leads nowhere, or
   * what is found would tell of it
   */
  compile(type: string, criteria: readonly [string, string][], sees: Sees = () => true, depth = 0): Clause[] {
    if (depth > MAX_DEPTH) throw badRequest(`the search is chained more than ${MAX_DEPTH} times`, 'too-long');
    return criteria.map(([name, value]) =>
      this.clause(type, parseCriterion(type, name, value, this.parameters), sees, depth),
    );
  }

  /** Current versions that fit all clauses, in the order the resources were created. */
  find(type: string, clauses: readonly Clause[]): Version[] {
    const sets = this.candidates(type, clauses);
    const found: Version[] = [];
    for (const set of sets) {
      for (const entity of set) {
        const version = liveVersion(entity);
        if (version && clauses.every((clause) => clause.test(version))) found.push(version);
      }
    }
    return inOrder(found, sets.length > 1);
  }

  /** The smallest supply of candidates among the clauses; all of the type when no clause can name any. */
  private candidates(type: string, clauses: readonly Clause[]): readonly ReadonlySet<Entity>[] {
    let best: readonly ReadonlySet<Entity>[] = [this.store.live(type)];
    let size = Infinity;
    for (const clause of clauses) {
      const sets = clause.candidates?.();
      if (!sets) continue;
      const total = sets.reduce((sum, set) => sum + set.size, 0);
      if (total < size) {
        best = sets;
        size = total;
      }
    }
    return best;
  }

  private clause(type: string, criterion: Criterion, sees: Sees, depth: number): Clause {
    switch (criterion.kind) {
      case 'values':
        return this.byValues(this.parameter(type, criterion.code), criterion.modifier, criterion.value);
      case 'missing': {
        const parameter = this.parameter(type, criterion.code);
        return { test: (version) => (parameter.values(version).length === 0) === criterion.missing };
      }
      case 'chain':
        return this.byChain(this.parameter(type, criterion.code), criterion.target, criterion.rest, sees, depth);
      case 'has':
        return this.byReverse(type, criterion.type, criterion.code, criterion.rest, sees, depth);
    }
  }

  private parameter(type: string, code: string): Parameter {
    const parameter = this.parameters.get(type, code);
    if (!parameter) throw new UnknownParameter(`${type} has no search parameter "${code}" that this server supports`);
    return parameter;
  }

  private byValues(parameter: Parameter, modifier: string | undefined, value: string): Clause {
    const context = contextFor(parameter, this.base, this.now());
    const conditions = splitEscaped(value, ',').map((part) => {
      if (part === '') throw badRequest(`"${parameter.code}" has an empty value`, 'value');
      return parameter.kind.parse(part, modifier, context);
    });
    if (modifier === 'not') return { test: (version) => !fits(parameter.values(version), conditions) };
    return this.clauseOf(parameter, conditions);
  }

  private clauseOf(parameter: Parameter, conditions: readonly Condition[]): Clause {
    const test = (version: Version) => fits(parameter.values(version), conditions);
    if (!conditions.every((condition) => condition.keys)) return { test };
    return {
      test,
      candidates: () => {
        const buckets = this.bucketsFor(parameter);
        return conditions.flatMap((condition) => condition.keys!.map((key) => buckets.get(key)));
      },
    };
  }

  private bucketsFor(parameter: Parameter): Buckets {
    let ofType = this.buckets.get(parameter.type);
    if (!ofType) this.buckets.set(parameter.type, (ofType = new Map()));
    let buckets = ofType.get(parameter.code);
    if (!buckets) ofType.set(parameter.code, (buckets = new Buckets(parameter, this.store.live(parameter.type))));
    return buckets;
  }

  /** References to whatever fits the rest of the chain. A target type without the next parameter is passed over. */
  private byChain(
    parameter: Parameter,
    target: string | undefined,
    rest: [string, string],
    sees: Sees,
    depth: number,
  ): Clause {
    const open = target === undefined && parameter.targets.length === 0;
    const targets = open ? this.storedTypes() : target !== undefined ? [target] : parameter.targets;
    const keys = new Set<string>();
    let understood = false;
    let why: UnknownParameter | undefined;
    for (const type of targets) {
      try {
        for (const version of this.find(type, this.compile(type, [rest], sees, depth + 1)))
          if (sees(version)) keys.add(version.entity.key);
        understood = true;
      } catch (error) {
        if (!(error instanceof UnknownParameter)) throw error;
        why = error;
      }
    }
    if (!understood && why && !(open && this.knownElsewhere(rest[0]))) throw why;
    return this.clauseOf(parameter, [keyCondition(keys)]);
  }

  /** Targets of references from `type` by `code`, where the referring resource fits `rest`. */
  private byReverse(
    own: string,
    type: string,
    code: string,
    rest: [string, string],
    sees: Sees,
    depth: number,
  ): Clause {
    const parameter = this.parameter(type, code);
    if (parameter.definition.type !== 'reference') throw badRequest(`_has: "${code}" of ${type} is no reference`);
    const keys = new Set<string>();
    for (const version of this.find(type, this.compile(type, [rest], sees, depth + 1))) {
      if (!sees(version)) continue;
      for (const value of parameter.values(version) as readonly ReferenceValue[]) if (value.key) keys.add(value.key);
    }
    return {
      test: (version) => keys.has(version.entity.key),
      candidates: () => [new Set([...keys].flatMap((key) => this.byKey(own, key)))],
    };
  }

  private byKey(type: string, key: string): Entity[] {
    const entity = key.startsWith(`${type}/`) ? this.store.entity(type, key.slice(type.length + 1)) : undefined;
    return entity ? [entity] : [];
  }

  /** A reference to anything is only followed to types that are stored: the parameter may belong to another. */
  private knownElsewhere(name: string): boolean {
    const code = name.split(/[.:]/, 1)[0]!;
    return code === '_has' || this.parameters.anyTypeHas(code);
  }

  private storedTypes(): string[] {
    return [...this.store.types()];
  }
}

function keyCondition(keys: ReadonlySet<string>): Condition {
  return {
    keys: [...keys],
    test: (value: Value) => keys.has((value as ReferenceValue).key ?? ''),
  };
}

function fits(values: readonly Value[], conditions: readonly Condition[]): boolean {
  for (const value of values) for (const condition of conditions) if (condition.test(value)) return true;
  return false;
}

/** By creation; several candidate sets may hold a resource twice. */
function inOrder(found: Version[], several: boolean): Version[] {
  if (found.length < 2) return found;
  const unique = several ? [...new Set(found)] : found;
  return unique.sort((a, b) => a.entity.order - b.entity.order);
}
