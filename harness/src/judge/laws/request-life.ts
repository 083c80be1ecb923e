import type { Resource } from '../../guide/resource.js';
import { lawOf, type JudgedLaw } from '../result.js';
import { baseOf, type RunView } from '../view.js';
import {
  creationOf,
  fociOf,
  identifierFaults,
  lawOnCopies,
  meaningOf,
  meaningsOf,
  neighbours,
  requestCopies,
  taskCopies,
  type Copy,
  type CopyVersion,
  type Opinion,
} from './copies.js';
import { saysSomething } from './task-parts.js';

/** The Request's identifier is there from the beginning and stays. */
function judgeIdentifier(copy: Copy): Opinion {
  return {
    expected: `${copy.key} has a business identifier, and keeps it`,
    faults: identifierFaults(copy),
    seen: `it has, in all ${copy.versions.length} versions`,
  };
}

/** Who authorized the care, and when. CarePlan and RequestGroup name who in author, CarePlan names when in created (R4). */
function judgeAuthorship(copy: Copy, run: RunView): Opinion {
  const faults = copy.versions.flatMap(({ versionId, body }) => [
    ...(meaningOf(body.requester ?? body.author, copy, run) === undefined
      ? [`version ${versionId} names no requester`]
      : []),
    ...(Number.isNaN(Date.parse(String(body.authoredOn ?? body.created)))
      ? [`version ${versionId} does not say when`]
      : []),
  ]);
  return { expected: `${copy.key} says who authorized the care, and when`, faults, seen: 'it does' };
}

/** Where the reason of a Request on hold stands that has no statusReason. */
const STATUS_REASON = 'http://hl7.org/fhir/StructureDefinition/request-statusReason';

function judgeHoldReason(copy: Copy): Opinion | undefined {
  const held = copy.versions.filter(({ body }) => body.status === 'on-hold');
  if (held.length === 0) return undefined;
  const silent = held.filter(
    ({ body }) => !saysSomething(body.statusReason) && !extensionsOf(body).includes(STATUS_REASON),
  );
  return {
    expected: `${copy.key} says why it is on hold`,
    faults: silent.map(({ versionId }) => `version ${versionId} does not`),
    seen: 'it does',
  };
}

function extensionsOf(resource: Resource): string[] {
  return ((resource.extension ?? []) as { url?: string }[]).flatMap(({ url }) => url ?? []);
}

/** Elements by which a Request refers to the one whose place it takes. */
const REPLACES = ['replaces', 'priorPrescription'];

function replacedBy(request: Resource): unknown[] {
  return REPLACES.flatMap((element) => request[element] ?? []);
}

/** Whether a Request refers to what the guide's instance of it refers to, as far as that counts. */
function judgeRefersTo(
  copy: Copy,
  run: RunView,
  element: string,
  referencesIn: (request: Resource) => unknown[],
  counts: (key: string) => boolean,
): Opinion | undefined {
  const wanted = referencesIn(run.guide.instance(copy.key) ?? { resourceType: '' })
    .flatMap((one) => (one as { reference?: string }).reference ?? [])
    .filter(counts);
  if (wanted.length === 0) return undefined;
  const got = meaningsOf(referencesIn((copy.versions.at(-1) as CopyVersion).body), copy, run);
  return {
    expected: `${copy.key} refers to ${wanted.join(', ')} by ${element}`,
    faults: wanted.filter((key) => !got.includes(key)).map((key) => `it does not refer to ${key}`),
    seen: 'it does',
  };
}

const CONSIDERED = new Set(['proposal', 'plan']);

function judgeBasedOn(copy: Copy, run: RunView): Opinion | undefined {
  const isConsidered = (key: string): boolean => CONSIDERED.has(String(run.guide.instance(key)?.intent));
  return judgeRefersTo(copy, run, 'basedOn', (request) => [request.basedOn ?? []].flat(), isConsidered);
}

function judgeReplaces(copy: Copy, run: RunView): Opinion | undefined {
  return judgeRefersTo(copy, run, REPLACES.join(' or '), replacedBy, () => true);
}

const ENDED = new Set(['revoked', 'cancelled', 'stopped', 'entered-in-error']);

/** In the end a Request whose place another one took is over, where both show. */
function judgeReplacedEnds(copy: Copy, run: RunView): Opinion | undefined {
  if (run.records.at(-1)?.kind !== 'end') return undefined;
  const successor = requestCopies(run).find((other) => {
    const { body } = other.versions.at(-1) as CopyVersion;
    const inForce = body.status !== 'draft' && !ENDED.has(String(body.status)) && !CONSIDERED.has(String(body.intent));
    return inForce && copy.original && meaningsOf(replacedBy(body), other, run).includes(copy.key);
  });
  if (!successor) return undefined;
  const status = String(copy.versions.at(-1)?.body.status);
  return {
    expected: `${copy.key} is ended, as ${successor.key} has taken its place`,
    faults: ENDED.has(status) ? [] : [`it is ${status} in the end`],
    seen: `it is ${status}`,
  };
}

/** Copies of Tasks about a Request, alone or with others, at the same place where each party keeps copies. */
function tasksAbout(request: Copy, run: RunView): Copy[] {
  return taskCopies(run).filter((task) => {
    // Had a system under test done its part, the Task would be elsewhere by now: what the others do then shows nothing.
    if (run.leftUndone(task.key)) return false;
    if (run.plan.exchange === 'messaging' && task.list.at !== request.list.at) return false;
    return focusedBy(task, run).includes(request.key);
  });
}

function focusedBy(task: Copy, run: RunView): string[] {
  return fociOf((task.versions.at(-1) as CopyVersion).body, task, run);
}

/** A copy's version that was the newest one at a record; undefined before the first. */
function versionAt(copy: Copy, n: number): CopyVersion | undefined {
  return copy.versions.findLast((version) => version.n <= n);
}

const OPEN = new Set(['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold']);
/** What a Request cannot be while somebody is asked: not in force yet, used up, or nobody knows. */
const NO_AUTHORITY = new Set(['draft', 'completed', 'unknown']);

/**
 * Whether the authorization stands, at each moment at which Request or Task changed while the Task was open. A Task that a system under
 * test left as it was shows nothing: the story went on without it.
 */
function judgeAuthority(copy: Copy, run: RunView): Opinion | undefined {
  // Of a group one Request may end while the Task goes on with the others.
  const tasks = tasksAbout(copy, run).filter((task) => focusedBy(task, run).length === 1);
  const moments = tasks.flatMap((task) =>
    [...task.versions, ...copy.versions].flatMap(({ n }) => {
      const [at, request] = [versionAt(task, n), versionAt(copy, n)];
      if (!at || !request || !OPEN.has(String(at.body.status))) return [];
      return [{ task: `${task.key} was ${String(at.body.status)}`, status: String(request.body.status) }];
    }),
  );
  if (moments.length === 0) return undefined;
  const bad = moments.filter(({ status }) => NO_AUTHORITY.has(status));
  return {
    expected: `${copy.key} stays in force while a Task about it is open`,
    faults: [...new Set(bad.map(({ task, status }) => `it was ${status} while ${task}`))],
    seen: `it was ${[...new Set(moments.map(({ status }) => status))].join(', ')}`,
  };
}

const UNDER_WAY = new Set(['accepted', 'ready', 'in-progress', 'on-hold']);

/** What may change in a Request that somebody works by: whether it is in force, what explains it, and what only files it. */
const MAY_CHANGE = new Set([
  ...['id', 'meta', 'implicitRules', 'language', 'text', 'contained', 'extension', 'identifier'],
  ...['status', 'statusReason', 'note', 'supportingInfo', 'supportingInformation', 'relevantHistory', 'eventHistory'],
  ...['insurance', 'detectedIssue', 'requisition', 'groupIdentifier', 'priority', 'performer', 'performerType'],
]);

/** Whether what a Request orders stayed the same while a Task about it was under way. */
function judgeNotRewritten(copy: Copy, run: RunView): Opinion | undefined {
  const tasks = tasksAbout(copy, run);
  const worked = tasks.some(({ versions }) => versions.some(({ body }) => UNDER_WAY.has(String(body.status))));
  if (!worked || !copy.original) return undefined;
  const faults = neighbours(copy).flatMap(({ before, after }) => {
    const status = tasks.map((task) => String(versionAt(task, after.n)?.body.status)).find((one) => UNDER_WAY.has(one));
    const rewritten = status === undefined ? [] : orderedDifferently(before.body, after.body, copy, run);
    return rewritten.map((element) => `${element} was changed while the Task was ${String(status)}`);
  });
  return { expected: `what ${copy.key} orders stays as it was while somebody works by it`, faults, seen: 'it did' };
}

function orderedDifferently(before: Resource, after: Resource, copy: Copy, run: RunView): string[] {
  const [was, is] = [run.named(before, copy.list.url), run.named(after, copy.list.url)];
  const elements = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...elements].filter((element) => !MAY_CHANGE.has(element) && stable(was[element]) !== stable(is[element]));
}

/** JSON whose properties are in one order: a server may give them in any. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** Whether the Request was there when a Task about it was created; only where both were created in this run, and which came first shows. */
function judgeBeforeTask(task: Copy, run: RunView): Opinion | undefined {
  const created = creationOf(task, run);
  if (!created) return undefined;
  const requests = requestCopies(run).flatMap((copy) => {
    const first = fociOf(created.body, task, run).includes(copy.key) ? creationOf(copy, run) : undefined;
    const late = first && isLater([copy, first], [task, created]);
    return late === undefined ? [] : [{ key: copy.key, late }];
  });
  if (requests.length === 0) return undefined;
  return {
    expected: `${requests.map(({ key }) => key).join(', ')} was written before ${task.key}`,
    faults: requests.filter(({ late }) => late).map(({ key }) => `${key} was written after it`),
    seen: 'so it was',
  };
}

/**
 * Whether one version was made after another: by the order of requests where played actors made both, else by the times that one server
 * gives them; undefined where neither shows it.
 */
function isLater([copy, one]: [Copy, CopyVersion], [task, other]: [Copy, CopyVersion]): boolean | undefined {
  if (one.writer !== undefined && other.writer !== undefined) return one.n > other.n;
  const [a, b] = [one, other].map(({ body }) => Date.parse(String(body.meta?.lastUpdated))) as [number, number];
  return baseOf(copy.list.url) !== baseOf(task.list.url) || Number.isNaN(a) || Number.isNaN(b) ? undefined : a > b;
}

/** Laws on what a Request says, from when to when it holds, and how it relates to others. */
export const REQUEST_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('request-identifier', 'A Request keeps its identifier', 'request-identifier'),
    requestCopies,
    judgeIdentifier,
  ),
  lawOnCopies(
    lawOf('request-authorship', 'A Request says who authorized it, and when', 'request-authorship'),
    requestCopies,
    judgeAuthorship,
  ),
  lawOnCopies(
    lawOf('request-before-task', 'First the Request, then the Task', 'request-before-task'),
    taskCopies,
    judgeBeforeTask,
  ),
  lawOnCopies(
    lawOf('request-authority', 'A Request stays in force while it is worked by', 'request-status-is-authority'),
    requestCopies,
    judgeAuthority,
  ),
  lawOnCopies(
    lawOf('request-hold-reason', 'A Request on hold says why', 'request-hold-reason'),
    requestCopies,
    judgeHoldReason,
  ),
  lawOnCopies(
    lawOf('request-based-on', 'An order refers to the proposal that it acts on', 'proposal-based-order'),
    requestCopies,
    judgeBasedOn,
  ),
  lawOnCopies(
    lawOf('request-replaces', 'A replacement refers to what it replaces', 'replacement-refers-back'),
    requestCopies,
    judgeReplaces,
  ),
  lawOnCopies(
    lawOf('request-replaced', 'A Request that was replaced is ended', 'replaced-request-ends'),
    requestCopies,
    judgeReplacedEnds,
  ),
  lawOnCopies(
    lawOf('request-not-rewritten', 'What is ordered is not rewritten', 'request-not-rewritten'),
    requestCopies,
    judgeNotRewritten,
  ),
];
