import type { Resource } from '../../guide/resource.js';
import { INITIAL_STATUSES } from '../../guide/task-state-machine.js';
import { codesOf } from '../compare.js';
import { lawOf, type JudgedLaw } from '../result.js';
import { absolute } from '../../plan/references.js';
import { baseOf, type RunView } from '../view.js';
import {
  changesOf,
  creationOf,
  fociOf,
  identifierFaults,
  lawOnCopies,
  meaningOf,
  neighbours,
  requestInFocus,
  taskCopies,
  writersOfVersion,
  type Copy,
  type CopyVersion,
  type Opinion,
} from './copies.js';

/** The Task's identifier is there from the beginning and stays. */
function judgeIdentifier(copy: Copy): Opinion {
  return {
    expected: `${copy.key} has a business identifier from its creation on, and keeps it`,
    faults: identifierFaults(copy),
    seen: `it has, in all ${copy.versions.length} versions`,
  };
}

/** The first version of a Task, where its creation shows, or no played actor ever wrote. */
function judgeInitialStatus(copy: Copy, run: RunView): Opinion | undefined {
  const unwritten = copy.original && copy.versions.every(({ writer }) => writer === undefined);
  const first = creationOf(copy, run) ?? (unwritten ? copy.versions[0] : undefined);
  if (!first) return undefined;
  const status = String(first.body.status);
  return {
    expected: `${copy.key} is created as ${INITIAL_STATUSES.join(', ')}`,
    faults: (INITIAL_STATUSES as readonly string[]).includes(status) ? [] : [`it was created as ${status}`],
    seen: `it was created as ${status}`,
  };
}

/** Who asks, in every version the same. */
function judgeRequester(copy: Copy, run: RunView): Opinion {
  const requester = (body: Resource): string | undefined => meaningOf(body.requester, copy, run);
  const unnamed = copy.versions.filter(({ body }) => requester(body) === undefined);
  return {
    expected: `${copy.key} names who asks from its creation on, and always the same`,
    faults: unnamed[0]
      ? [`version ${unnamed[0].versionId} names no requester`]
      : changesOf(copy, 'requester', requester),
    seen: `the requester is ${requester((copy.versions[0] as CopyVersion).body) ?? ''} in all ${copy.versions.length} versions`,
  };
}

/** What a Task asks for, about what and for whom, stays the same. */
function judgeKept(copy: Copy, run: RunView): Opinion {
  return {
    expected: `code, focus and for of ${copy.key} stay the same`,
    faults: [
      ...changesOf(copy, 'code', (body) => codesOf(body.code).join(', ')),
      ...changesOf(copy, 'focus', (body) => fociOf(body, copy, run).join(', ')),
      ...changesOf(copy, 'for', (body) => meaningOf(body.for, copy, run)),
    ],
    seen: `they do, in all ${copy.versions.length} versions`,
  };
}

/** Task.for against the subject of the Request in focus, as far as the run shows that Request. */
function judgeSubject(copy: Copy, run: RunView): Opinion | undefined {
  const { body } = copy.versions.at(-1) as CopyVersion;
  const request = requestInFocus(copy, run);
  if (!request) return undefined;
  const { reference } = (request.body.subject ?? {}) as { reference?: string };
  if (reference === undefined) return undefined;
  // A system under test has patients of its own, at whom no instance of the guide is: they are told by their URL.
  const url = absolute(reference, baseOf(request.url));
  const wanted = run.keyAt(url) ?? url;
  const got = meaningOf(body.for, copy, run);
  return {
    expected: `${copy.key} is for ${wanted}, the subject of the Request in focus`,
    faults: got === wanted ? [] : [`it is for ${got ?? 'nobody'}`],
    seen: 'it is',
  };
}

/** When the Task was created; server and parties may write the same moment in other ways. */
function judgeAuthored(copy: Copy): Opinion {
  const moment = (body: Resource): string | undefined => {
    const time = Date.parse(String(body.authoredOn));
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
  };
  const untold = copy.versions.filter(({ body }) => moment(body) === undefined);
  return {
    expected: `${copy.key} says when it was created, and always the same`,
    faults: untold[0] ? [`version ${untold[0].versionId} has no authoredOn`] : changesOf(copy, 'authoredOn', moment),
    seen: `it does, in all ${copy.versions.length} versions`,
  };
}

const DECIDED = new Set(['accepted', 'ready', 'in-progress', 'on-hold', 'failed', 'completed']);

/** The owner of a Task that somebody has taken on: it is named, and it is the one who took it on. */
function judgeOwner(copy: Copy, run: RunView): Opinion | undefined {
  const taken = copy.versions.filter(({ body }) => DECIDED.has(String(body.status)));
  if (taken.length === 0) return undefined;
  const unowned = taken.filter(({ body }) => meaningOf(body.owner, copy, run) === undefined);
  const others = neighbours(copy).flatMap(({ before, after }) => {
    if (DECIDED.has(String(before.body.status)) || !DECIDED.has(String(after.body.status))) return [];
    const writers = writersOfVersion(after, run);
    const own: string[] = writers.flatMap((writer) => run.instancesOf(writer));
    const owner = meaningOf(after.body.owner, copy, run);
    return own.length === 0 || (owner !== undefined && own.includes(owner))
      ? []
      : [`${writers.join(' or ')} took it on, and its owner is ${owner ?? 'nobody'}`];
  });
  return {
    expected: `whoever accepts ${copy.key} is its owner from then on`,
    faults: [
      ...unowned.map(({ versionId, body }) => `version ${versionId} is ${String(body.status)} without an owner`),
      ...others,
    ],
    seen: `its owner is ${meaningOf(taken[0]?.body.owner, copy, run) ?? ''} from then on`,
  };
}

/** Property of a concept that names a Task.status beside which it may be set; once for each. */
const STANDS_BESIDE = 'task-status';

/** Beside these any business status may stand: it tells how far the work had come. */
const HALTED = new Set(['on-hold', 'failed', 'cancelled']);

/** Business statuses against what their own definitions say: data of the guide's terminology, whichever system it is. */
function judgeBusinessStatus(copy: Copy, run: RunView): Opinion | undefined {
  const told = copy.versions.flatMap(({ versionId, body }) =>
    codesOf(body.businessStatus).flatMap((token) => {
      const allowed = statusesBeside(token, run);
      const status = String(body.status);
      const code = token.split('|')[1] ?? '';
      const fault = `version ${versionId} is ${status} and ${code}, which goes with ${allowed.join(' or ')}`;
      const good = HALTED.has(status) || allowed.includes(status);
      return allowed.length ? [{ code, faults: good ? [] : [fault] }] : [];
    }),
  );
  if (told.length === 0) return undefined;
  return {
    expected: `each business status of ${copy.key} stands beside a Task.status that its definition names, or work has halted there`,
    faults: told.flatMap(({ faults }) => faults),
    seen: `so did ${[...new Set(told.map(({ code }) => code))].join(', ')}`,
  };
}

function statusesBeside(token: string, run: RunView): string[] {
  const [system = '', code] = token.split('|');
  const concepts = (run.guide.definitions.codeSystem(system)?.concept ?? []) as Concept[];
  const properties = concepts.find((concept) => concept.code === code)?.property ?? [];
  return properties.flatMap((property) => (property.code === STANDS_BESIDE ? (property.valueCoding?.code ?? []) : []));
}

interface Concept {
  code?: string;
  property?: { code?: string; valueCoding?: { code?: string } }[];
}

/**
 * Codes that are not of a code system which stands in the guide or in FHIR: who writes the next version may replace a business status or
 * a reason, but takes no such code away, and none of the inputs and outputs.
 */
function judgeUnknownCodes(copy: Copy, run: RunView): Opinion | undefined {
  const occasions = neighbours(copy).flatMap(({ before, after }) => {
    if (before.writer !== undefined && before.writer === after.writer) return [];
    return localCodes(before.body, run).map((local) => ({ local, after }));
  });
  if (occasions.length === 0) return undefined;
  const lost = occasions.filter(({ local, after }) => isLost(local, after.body));
  return {
    expected: `codes of ${copy.key} that are not of the guide are kept by whoever changes it`,
    faults: lost.map(({ local, after }) => `version ${after.versionId} lacks ${local.token} in ${local.element}`),
    seen: `so were ${[...new Set(occasions.map(({ local }) => local.token))].join(', ')}`,
  };
}

interface LocalCode {
  element: string;
  token: string;
}

const SINGLE = ['businessStatus', 'statusReason'];
const TYPED = ['input', 'output'];

function localCodes(task: Resource, run: RunView): LocalCode[] {
  return [...SINGLE, ...TYPED].flatMap((element) =>
    tokensIn(task, element)
      .filter((token) => !run.guide.definitions.codeSystem(token.split('|')[0] ?? ''))
      .map((token) => ({ element, token })),
  );
}

function tokensIn(task: Resource, element: string): string[] {
  if (SINGLE.includes(element)) return codesOf(task[element]);
  return ((task[element] ?? []) as { type?: unknown }[]).flatMap(({ type }) => codesOf(type));
}

function isLost({ element, token }: LocalCode, after: Resource): boolean {
  const now = tokensIn(after, element);
  return !now.includes(token) && (TYPED.includes(element) || now.length === 0);
}

/** Laws on what stands in a Task from its creation to its end. */
export const TASK_LAWS: readonly JudgedLaw[] = [
  lawOnCopies(
    lawOf('task-identifier', 'A Task keeps its identifier', 'task-identifier-kept'),
    taskCopies,
    judgeIdentifier,
  ),
  lawOnCopies(lawOf('task-begins', 'A Task begins undecided', 'task-initial-status'), taskCopies, judgeInitialStatus),
  lawOnCopies(lawOf('task-requester', 'A Task names who asks', 'task-requester-named'), taskCopies, judgeRequester),
  lawOnCopies(lawOf('task-kept', 'A Task stays what it is', 'task-focus-kept'), taskCopies, judgeKept),
  lawOnCopies(
    lawOf('task-subject', 'Task and Request have one subject', 'task-for-is-the-subject'),
    taskCopies,
    judgeSubject,
  ),
  lawOnCopies(
    lawOf('task-authored', 'A Task says when it was created', 'task-authored-kept'),
    taskCopies,
    judgeAuthored,
  ),
  lawOnCopies(
    lawOf('accepted-has-owner', 'Who accepts a Task is its owner', 'accepted-has-owner'),
    taskCopies,
    judgeOwner,
  ),
  lawOnCopies(
    lawOf(
      'business-status',
      'A business status stands beside a Task.status that fits it',
      'business-status-consistent',
    ),
    taskCopies,
    judgeBusinessStatus,
  ),
  lawOnCopies(
    lawOf('unknown-codes', 'Codes that a party does not know are kept', 'unknown-codes-kept'),
    taskCopies,
    judgeUnknownCodes,
  ),
];
