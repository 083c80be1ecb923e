import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { ExchangeId } from '../plan.js';
import type {
  Act,
  ActBase,
  CreateAct,
  Expectation,
  ForkAct,
  RaceAct,
  ReadAct,
  Refusal,
  SearchAct,
  UpdateAct,
  WaitAct,
} from '../scenario.js';
import { entriesOf, isThere, itemsOf, recordOf, textOf, type Context } from './context.js';
import { suggest } from '../../yaml/nearest.js';
import { checkQuery } from './query.js';
import { ACT_KINDS } from './schema.js';
import { SetReader } from './set-values.js';
import type { Path } from '../../yaml/source.js';
import { titleFor } from './titles.js';

type Data = Record<string, unknown>;
type Kind = (typeof ACT_KINDS)[number];

/** How often one actor can try the same in one race. */
const MAX_TIMES = 64;

/** Where a Task says until when it is to be done (the due date). */
const DEADLINE = 'restriction.period.end';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads a list of acts. Acts whose kind cannot be told are left out; the schema check has said so. */
export function readActs(context: Context, value: unknown, path: Path): Act[] {
  return itemsOf(value)
    .map((act, index) => readAct(context, recordOf(act), [...path, index]))
    .filter(isThere);
}

function readAct(context: Context, data: Data, path: Path): Act | undefined {
  const kinds = ACT_KINDS.filter((kind) => Object.hasOwn(data, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) return undefined;
  const act = readKind(context, kind, data, path);
  if (!act) {
    context.incomplete = true;
    return undefined;
  }
  act.title ||= titleFor(act, context);
  context.paths.set(act, path);
  return act;
}

function readKind(context: Context, kind: Kind, data: Data, path: Path): Act | undefined {
  switch (kind) {
    case 'create':
    case 'update':
      return readWrite(context, data, data, path, path);
    case 'attempt': {
      const attempt = recordOf(data.attempt);
      return readWrite(context, data, attempt, path, [...path, 'attempt'], refusalOf(attempt));
    }
    case 'read':
      return readRead(context, data, path);
    case 'search':
      return readSearch(context, data, path);
    case 'race':
      return readRace(context, data, path);
    case 'passes':
      return readWait(context, data, path);
    case 'branches':
      return readFork(context, data, path);
  }
}

function refusalOf(attempt: Data): Refusal | undefined {
  const because = attempt.refused;
  return because === 'stale' || because === 'taken' || because === 'rule' ? { because } : undefined;
}

function readBase(context: Context, data: Data, path: Path): ActBase {
  const note = textOf(data.note);
  return {
    id: textOf(data.id) ?? '',
    title: textOf(data.title) ?? '',
    ...(note ? { note } : {}),
    verifies: context.requirements(data.verifies, [...path, 'verifies']),
    tells: itemsOf(data.tells)
      .map((name, index) => context.actor(name, [...path, 'tells', index]))
      .filter(isThere),
    expect: readExpectations(context, data.expect, [...path, 'expect']),
    at: context.source.at(path),
  };
}

/** The actor of an act; one that is not named at all is a fault of kinds that need it. */
function readBy(context: Context, data: Data, path: Path): string | undefined {
  if (!Object.hasOwn(data, 'by'))
    return context.fault(path, 'this act does not say who acts', 'add "by" with an actor');
  return context.actor(data.by, [...path, 'by']);
}

/** A create or update. `what` holds the write itself: the act, or the `attempt` in it. */
function readWrite(
  context: Context,
  data: Data,
  what: Data,
  path: Path,
  whatPath: Path,
  refused?: Refusal,
): CreateAct | UpdateAct | undefined {
  const base = readBase(context, data, path);
  const by = readBy(context, data, path);
  if (by && base.tells.includes(by)) {
    context.fault([...path, 'tells', itemsOf(data.tells).indexOf(by)], `"${by}" acts here: it cannot tell itself`);
  }
  const refusal = refused ? { refused } : {};
  if (what.create !== undefined && what.update !== undefined) {
    return context.faultAtName([...whatPath, 'update'], 'an attempt is one of these, not several: create, update');
  }
  if (what.create !== undefined) {
    const keys = context.instances(what.create, [...whatPath, 'create']);
    const place = what.place === undefined ? undefined : context.actor(what.place, [...whatPath, 'place']);
    if (keys.length === 0 || !by) return undefined;
    return { ...base, kind: 'create', by, keys, ...(place ? { place } : {}), ...refusal };
  }
  if (what.update === undefined) {
    return context.fault(whatPath, 'this attempt does not say what is tried', 'add "create" or "update"');
  }
  const change = readChange(context, what, whatPath, by);
  return change && by ? { ...base, kind: 'update', by, ...change, ...refusal } : undefined;
}

function readChange(
  context: Context,
  what: Data,
  path: Path,
  by: string | undefined,
): Pick<UpdateAct, 'key' | 'set' | 'becomes'> | undefined {
  const key = context.instance(what.update, [...path, 'update']);
  const becomes = what.becomes === undefined ? undefined : context.instance(what.becomes, [...path, 'becomes']);
  if (what.set === undefined && what.becomes === undefined) {
    return context.faultAtName([...path, 'update'], 'this update does not say what changes', 'add "set" or "becomes"');
  }
  const resource = key === undefined ? undefined : context.guide.instance(key);
  if (!key || !resource) return undefined;
  if (becomes) checkBecomes(context, key, becomes, [...path, 'becomes']);
  const reader = new SetReader(context, by === undefined ? undefined : context.actors.get(by));
  const set = reader.read(recordOf(what.set), resource, [...path, 'set']);
  return { key, set, ...(becomes ? { becomes } : {}) };
}

/** The state afterwards must be one of the same business thing. */
function checkBecomes(context: Context, key: InstanceKey, becomes: InstanceKey, path: Path): void {
  const [before, after] = [context.guide.instance(key), context.guide.instance(becomes)];
  if (before?.resourceType !== after?.resourceType) {
    context.fault(path, `${key} cannot become ${becomes}: that is another type`, 'name an instance of the same type');
  } else if (identity(before?.identifier) !== identity(after?.identifier)) {
    const hint = `give both the same identifier: now ${identity(before?.identifier)} and ${identity(after?.identifier)}`;
    context.fault(path, `${key} cannot become ${becomes}: that has another business identifier`, hint);
  }
}

function identity(identifiers: unknown): string {
  const all = itemsOf(identifiers).map((each) => `${String(recordOf(each).system)}|${String(recordOf(each).value)}`);
  return all.length > 0 ? all.sort().join(' ') : 'none';
}

function readRead(context: Context, data: Data, path: Path): ReadAct | undefined {
  const base = readBase(context, data, path);
  const by = readBy(context, data, path);
  const keys = context.instances(data.read, [...path, 'read']);
  const versions = readVersions(context, data.versions, keys[0], [...path, 'versions']);
  return by && keys.length > 0 ? { ...base, kind: 'read', by, keys, ...(versions ? { versions } : {}) } : undefined;
}

/** What versions of a resource must show: each is an expectation, and must be able to fail. */
function readVersions(
  context: Context,
  value: unknown,
  key: InstanceKey | undefined,
  path: Path,
): string[] | undefined {
  if (value === undefined) return undefined;
  return itemsOf(value).flatMap((each, index) => {
    const that = textOf(each);
    if (that && key) checkThat(context, that, key, [...path, index]);
    return that ?? [];
  });
}

function readSearch(context: Context, data: Data, path: Path): SearchAct | undefined {
  const base = readBase(context, data, path);
  const by = readBy(context, data, path);
  const search = recordOf(data.search);
  const where = context.actor(search.where, [...path, 'search', 'where']);
  const query = textOf(search.query);
  if (query) checkQuery(context, query, [...path, 'search', 'query']);
  const finds = context.instances(search.finds, [...path, 'search', 'finds']);
  const misses = context.instances(search.misses, [...path, 'search', 'misses']);
  const counts = typeof search.counts === 'number' ? search.counts : undefined;
  if (query && (counts !== undefined) !== query.includes('_summary=count')) {
    const message = '"counts" and _summary=count belong together';
    context.faultAtName([...path, 'search', 'query'], message, 'such an answer holds a number and nothing else');
  }
  if (!by || !where || !query) return undefined;
  const order = search['in-order'] === true ? { inOrder: true } : {};
  return {
    ...base,
    kind: 'search',
    by,
    where,
    query,
    finds,
    misses,
    ...order,
    ...(counts === undefined ? {} : { counts }),
  };
}

function readRace(context: Context, data: Data, path: Path): RaceAct | undefined {
  const base = readBase(context, data, path);
  const race = recordOf(data.race);
  const at = [...path, 'race'];
  if ((race.acts === undefined) === (race.among === undefined)) {
    return context.faultAtName(at, 'a race has either "acts" or "among"', 'list the acts, or who all try the same');
  }
  const acts = race.acts === undefined ? readRacers(context, base.id, race, at) : readLanes(context, race, at);
  const winners = typeof race.winners === 'number' ? race.winners : 1;
  if (acts.length > 0 && winners > acts.length) {
    context.fault([...at, 'winners'], `${winners} cannot win a race of ${acts.length}`);
  }
  return { ...base, kind: 'race', winners, acts };
}

function readLanes(context: Context, race: Data, path: Path): (CreateAct | UpdateAct)[] {
  return itemsOf(race.acts)
    .map((each, index) => readLane(context, recordOf(each), [...path, 'acts', index]))
    .filter(isThere);
}

/** Actors who all try the same, each so many times at once: one act each, `claim-east-lab-2` for the second of one. */
function readRacers(context: Context, id: string, race: Data, path: Path): UpdateAct[] {
  const names = itemsOf(race.among)
    .map((name, index) => context.actor(name, [...path, 'among', index]))
    .filter(isThere);
  const times = typeof race.times === 'number' ? Math.min(race.times, MAX_TIMES) : 1;
  if (race.update === undefined) return [];
  if (itemsOf(race.among).length * times === 1)
    context.fault([...path, 'among'], 'one alone makes no race', 'add others, or "times"');
  return names.flatMap((by) => {
    const change = readChange(context, race, path, by);
    if (!change) return [];
    return Array.from({ length: times }, (_, index): UpdateAct => {
      const own = {
        id: times === 1 ? `${id}-${by}` : `${id}-${by}-${index + 1}`,
        title: '',
        at: context.source.at(path),
      };
      const act: UpdateAct = { ...own, kind: 'update', by, ...change, verifies: [], tells: [], expect: [] };
      act.title = titleFor(act, context);
      context.paths.set(act, path);
      return act;
    });
  });
}

function readLane(context: Context, data: Data, path: Path): CreateAct | UpdateAct | undefined {
  if (data.create !== undefined && data.update !== undefined) {
    return context.faultAtName([...path, 'update'], 'an act is one of these, not several: create, update');
  }
  if (data.create === undefined && data.update === undefined) {
    return context.fault(path, 'this act does not say what happens', 'add one of create, update');
  }
  const lane = readWrite(context, data, data, path, path);
  if (!lane) {
    context.incomplete = true;
    return undefined;
  }
  lane.title ||= titleFor(lane, context);
  context.paths.set(lane, path);
  return lane;
}

function readWait(context: Context, data: Data, path: Path): WaitAct | undefined {
  const base = readBase(context, data, path);
  const at = [...path, 'passes'];
  const long = recordOf(data.passes);
  const short = typeof data.passes === 'string';
  const key = context.instance(short ? data.passes : long.of, short ? at : [...at, 'of']);
  for (const name of ['by', 'tells']) {
    if (Object.hasOwn(data, name))
      context.faultAtName([...path, name], `"${name}" cannot stand beside "passes"`, 'nobody acts while time passes');
  }
  const moment = short ? DEADLINE : textOf(long.moment);
  const until = key && moment ? momentOf(context, key, moment, short ? at : [...at, 'moment']) : undefined;
  return key && until ? { ...base, kind: 'wait', key, until } : undefined;
}

function momentOf(context: Context, key: InstanceKey, moment: string, path: Path): string | undefined {
  const values = context.expressions.read(moment, context.guide.instance(key) as Resource);
  const text = values?.length === 1 ? String(values[0]) : '';
  if (MOMENT.test(text)) return text;
  const seen = values?.length ? `gives ${values.map(String).join(', ')}` : 'gives nothing';
  return context.fault(
    path,
    `${moment} of ${key} ${seen}`,
    'it must give one date with time and zone, e.g. 2026-03-04T17:00:00Z',
  );
}

function readFork(context: Context, data: Data, path: Path): ForkAct {
  const base = readBase(context, data, path);
  const branches = entriesOf(data.branches).map(([id, value]) => {
    const branch = recordOf(value);
    const at = [...path, 'branches', id];
    const acts = readActs(context, branch.acts, [...at, 'acts']);
    const exchanges = readBranchExchanges(context, branch.exchanges, [...at, 'exchanges']);
    const title = textOf(branch.title) ?? '';
    return { id, title, ...(exchanges.length ? { exchanges } : {}), acts, at: context.source.keyAt(at) };
  });
  for (const name of ['by', 'tells', 'verifies', 'expect']) {
    if (!Object.hasOwn(data, name)) continue;
    context.faultAtName(
      [...path, name],
      `"${name}" cannot stand beside "branches"`,
      'put it on the acts of the branches',
    );
  }
  return { ...base, kind: 'fork', optional: data.optional === true, branches };
}

/** The exchanges that a branch is for; each must be one of the flow's, or the branch would never run over it. */
function readBranchExchanges(context: Context, value: unknown, path: Path): ExchangeId[] {
  return itemsOf(value).flatMap((each, index) => {
    const found = context.exchanges.find((exchange) => exchange === each);
    if (found) return [found];
    const hint = `list it there, or take one of ${context.exchanges.join(', ')}`;
    return context.fault([...path, index], `the flow does not run over "${String(each)}"`, hint) ?? [];
  });
}

function readExpectations(context: Context, value: unknown, path: Path): Expectation[] {
  const found: Expectation[] = [];
  itemsOf(value).forEach((each, index) => {
    const expectation = readExpectation(context, recordOf(each), [...path, index], index);
    if (!expectation) return;
    if (found.some((other) => other.id === expectation.id)) {
      context.fault([...path, index, 'id'], `the expectation "${expectation.id}" stands twice in this act`);
    }
    found.push(expectation);
  });
  return found;
}

function readExpectation(context: Context, data: Data, path: Path, index: number): Expectation | undefined {
  const names = Object.keys(data).filter((name) => name.endsWith(' sees'));
  const [sees, second] = names;
  if (!sees || second) {
    const message = second ? 'an expectation looks at one thing' : 'an expectation needs somebody who sees something';
    return context.fault(path, message, second ? 'make it two expectations' : 'add "placer sees: Task/..."');
  }
  const name = sees.slice(0, -' sees'.length);
  if (!context.actors.has(name)) {
    const near = [...context.actors.keys()];
    context.faultAtName([...path, sees], `there is no actor "${name}" in this flow`, suggest(name, near));
  }
  const key = context.instance(data[sees], [...path, sees]);
  const that = textOf(data.that);
  if (key && that) checkThat(context, that, key, [...path, 'that']);
  const expectation: Expectation = {
    id: textOf(data.id) ?? `sees-${index + 1}`,
    actor: name,
    key: key ?? '',
    that: that ?? '',
    verifies: context.requirements(data.verifies, [...path, 'verifies']),
    sample: data.sample === true,
    at: context.source.at(path),
  };
  context.paths.set(expectation, path);
  return expectation;
}

function checkThat(context: Context, that: string, key: InstanceKey, path: Path): void {
  if (!context.judged) return;
  const fault = context.expressions.faultIn(that, key.split('/')[0] ?? '');
  if (fault) context.problems.add(context.source.inside(path, fault.offset), fault.message, fault.hint);
}
