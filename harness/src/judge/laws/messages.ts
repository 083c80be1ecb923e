import type { Resource } from '../../guide/resource.js';
import type { HttpRecord, ReceivedRecord } from '../../history/record.js';
import { eachReference } from '../../plan/references.js';
import { logicalReferences } from '../../plan/logical-references.js';
import type { InformStep } from '../../plan/plan.js';
import { losses } from '../../plan/losses.js';
import { said } from '../compare.js';
import type { Law, Result } from '../result.js';
import { versionLists, writesOf, type VersionList } from '../versions.js';
import { answerIn, baseOf, inWords, isSuccess, resourceOf, sentIn, type RunView, type StepView } from '../view.js';

export const messageAcknowledged: Law = {
  id: 'message-acknowledged',
  title: 'An acknowledgement names the message that it answers',
  requirements: ['message-acknowledged'],
};
export const messageOnce: Law = {
  id: 'message-once',
  title: 'A message that comes twice acts once',
  requirements: ['message-once'],
};
export const messageSelfContained: Law = {
  id: 'message-self-contained',
  title: 'A message carries all that it refers to',
  requirements: ['message-self-contained'],
};
export const messageFocus: Law = {
  id: 'message-focus',
  title: 'The focus of a message is its Task',
  requirements: ['message-focus-is-task'],
};
export const messageCorrelated: Law = {
  id: 'message-correlated',
  title: 'Both copies carry the same business identifiers',
  requirements: ['message-correlated'],
};

/** A message that a played actor sent, as often as it did. */
export interface SentMessage {
  view: StepView & { step: InformStep };
  record: HttpRecord;
  message: Resource;
  header: Resource;
}

/** The acknowledgement of every message, where one that asks to be sent it again is no last word: R4 messageheader-definitions.html#MessageHeader.response. */
export function judgeAcknowledged(run: RunView): Result[] {
  const all = sentMessages(run);
  return all.map((sent, index) => {
    const { view, record, header } = sent;
    const answer = firstResource(answerIn(record));
    const response = answer?.response as { identifier?: string; code?: string } | undefined;
    const codes = view.step.refused
      ? ['fatal-error', 'transient-error']
      : ['ok', ...(isTakenLater(sent, all) ? ['transient-error'] : [])];
    const expected = `the answer is a message whose response names the id of the message that was sent, with code ${codes.join(' or ')}`;
    const taken = response?.code !== 'ok' || isSuccess(record);
    const good = taken && response?.identifier === header.id && codes.includes(response?.code ?? '');
    const seen = response
      ? `response.identifier is ${response.identifier ?? 'missing'} (sent: ${header.id ?? 'none'}), code ${response.code ?? 'missing'}`
      : `${inWords(record)}, and it was no answering message`;
    return {
      about: `${view.step.id}.${index + 1}`,
      step: view.step.id,
      verdict: good ? 'pass' : 'fail',
      expected,
      seen,
      evidence: [record.n],
    };
  });
}

/** Whether a message that could not be taken when it came was taken when it came again, unchanged. */
function isTakenLater({ view, record, header }: SentMessage, all: readonly SentMessage[]): boolean {
  return all.some(
    (later) =>
      later.view === view && later.header.id === header.id && later.record.n > record.n && answeredCode(later) === 'ok',
  );
}

/**
 * A message that was sent twice: the receiver answers both alike, holds one copy, and makes no second version of it. Only where
 * messages carry content is there a copy to look at.
 */
export function judgeOnce(run: RunView): Result[] {
  return run.stepsOf('inform').flatMap((view) => {
    const sent = sentMessages(run).filter((one) => one.view === view);
    if (sent.length < 2) return [];
    const answers = sent
      .filter((one) => ackCode(one) !== 'transient-error' || !isTakenLater(one, sent))
      .map(answeredCode);
    const twofold =
      view.step.carries === 'content' ? (secondEffect(view.step, run) ?? actedTwice(sent, run)) : undefined;
    const differ = new Set(answers).size > 1;
    return [
      {
        about: view.step.id,
        step: view.step.id,
        verdict: twofold || differ ? 'fail' : 'pass',
        expected: `${view.step.to} acts once on a message that comes twice, and answers both times alike`,
        seen: twofold?.text ?? (differ ? `the answers were ${answers.map(String).join(' and ')}` : 'it did'),
        evidence: [...sent.map(({ record }) => record.n), ...(twofold?.evidence ?? [])],
      },
    ];
  });
}

/**
 * A system under test shows by what it tells whether it acted once: where the first that it says of the Task since the message came again
 * is said by two messages, as two changes that differ in nothing but their time, it took the repetition for a message of its own.
 */
function actedTwice(sent: readonly SentMessage[], run: RunView): { text: string; evidence: number[] } | undefined {
  const [first] = sent;
  const last = sent.at(-1);
  if (!first || !last || !run.externals.includes(first.view.step.to)) return undefined;
  const next = sentMessages(run).find(({ view, record }) => view !== first.view && record.n > last.record.n);
  const until = next?.record.n ?? Infinity;
  const told = messagesFromOutside(run)
    .filter(({ record }) => record.to === first.view.step.by && record.n > first.record.n && record.n < until)
    .flatMap((came) => {
      const told = taskIn(came.message, first.view.step.key, run);
      const task = told && withoutReferences(told);
      return task ? [{ came, when: String(task.lastModified), what: said({ ...task, id: '', lastModified: '' }) }] : [];
    });
  const [one] = told;
  const other = told.find(
    ({ came, when, what }) => came.header.id !== one?.came.header.id && what === one?.what && when !== one.when,
  );
  if (!one || !other) return undefined;
  const text = `it did twice what it did of it, at ${one.when} and at ${other.when}`;
  return { text, evidence: [one.came.record.n, other.came.record.n] };
}

/** The different messages that told a receiver of the Task in a list, each once; parties on one server have one copy. */
function messagesAbout(list: VersionList, run: RunView): SentMessage[] {
  const { servers } = run.run.target;
  const told = sentMessages(run).filter(
    ({ view, message }) => servers[view.step.to] === servers[list.at] && taskIn(message, list.key, run) !== undefined,
  );
  return [...new Map(told.map((one) => [one.header.id, one])).values()];
}

function taskIn(message: Resource, key: string, run: RunView): Resource | undefined {
  return entriesOf(message)
    .flatMap(({ resource }) => resource ?? [])
    .find((resource) => run.keyByIdentifier(resource) === key);
}

/** At a receiver there are no more versions than its own writes made and messages told of the Task, each counted once. */
function versionsBeyondMessages(list: VersionList, run: RunView): string | undefined {
  const messages = messagesAbout(list, run).length;
  const brought = versionsBrought(list, run).length;
  return brought > messages ? `${messages} messages made ${brought} versions` : undefined;
}

function versionsBrought(list: VersionList, run: RunView): VersionList['versions'] {
  const writes = writesOf(list, run);
  return list.versions.filter(({ versionId }) => !writes.has(versionId));
}

/**
 * What makes one state again is another message that says it once more, or the receiver itself: a receiver may make a version of what is
 * no news to it, but not of what it was told by the same message.
 */
function stateMadeAgain(list: VersionList, run: RunView): string | undefined {
  const messages = messagesAbout(list, run);
  const again = versionsBrought(list, run).find((version, _index, brought) => {
    const same = brought.filter((other) => said(other.body) === said(version.body));
    const saying = messages.filter(({ message }) => says(version.body, taskIn(message, list.key, run), list.url));
    return same.at(-1) === version && same.length > Math.max(1, saying.length);
  });
  return again && `version ${again.versionId} repeats one before it`;
}

function says(kept: Resource, told: Resource | undefined, url: string): boolean {
  return told !== undefined && differencesIn(told, kept, baseOf(url)).length === 0;
}

/** What a message that came twice did more than once, in words, with what shows it. */
function secondEffect(step: InformStep, run: RunView): { text: string; evidence: number[] } | undefined {
  for (const record of run.http) {
    const bundle =
      record.by === step.to && record.request.url.includes('/Task?identifier=') ? resourceOf(record) : undefined;
    const entries = ((bundle?.entry ?? []) as { resource?: Resource }[]).filter(
      (entry) => entry.resource?.resourceType === 'Task',
    );
    if (entries.length > 1) return { text: `${entries.length} Tasks have the same identifier`, evidence: [record.n] };
  }
  const list = versionLists(run).find((candidate) => candidate.key === step.key && candidate.at === step.to);
  const text = list && (versionsBeyondMessages(list, run) ?? stateMadeAgain(list, run));
  return list && text !== undefined ? { text, evidence: [list.n] } : undefined;
}

/**
 * Every literal reference inside a message with content leads to an entry of it, and every reference by identifier alone to what the
 * receiver has already.
 */
export function judgeSelfContained(run: RunView): Result[] {
  const sent = sentMessages(run).filter(({ view }) => view.step.carries === 'content');
  return sent.map(({ view, record, message }, index) => {
    const urls = new Set(entriesOf(message).map((entry) => entry.fullUrl));
    const outside = literalsOutside(message);
    for (const { resource } of entriesOf(message).slice(1)) {
      for (const { type, identifier } of logicalReferences(resource)) {
        const key = run.keyByIdentifier({ resourceType: type, identifier });
        if (key && !hadBefore(key, view.step.to, record, sent, run)) outside.push(`${type} ${identifier.value}`);
      }
    }
    return {
      about: `${view.step.id}.${index + 1}`,
      step: view.step.id,
      verdict: outside.length ? 'fail' : 'pass',
      expected: 'every reference in the message leads to an entry of it, or by identifier to what the receiver has',
      seen: outside.length
        ? `not in it: ${outside.slice(0, 3).join(', ')}`
        : `${urls.size} entries, all that is referred to and that the receiver lacks`,
      evidence: [record.n],
    };
  });
}

/** Literal references in a message that lead to no entry of it. The header names the parties: they know each other, and need no copies. */
export function literalsOutside(message: Resource): string[] {
  const urls = new Set(entriesOf(message).map((entry) => entry.fullUrl));
  const outside: string[] = [];
  for (const { resource } of entriesOf(message).slice(1))
    eachReference(resource, (reference) => {
      if (!reference.startsWith('#') && !urls.has(reference)) outside.push(reference);
    });
  return outside;
}

/** Whether a receiver had an instance before a message: from the start, by writing it, or by an earlier message to or from it. */
function hadBefore(
  key: string,
  receiver: string,
  before: HttpRecord,
  sent: readonly SentMessage[],
  run: RunView,
): boolean {
  const instance = run.plan.instances[key];
  if (instance?.homes.includes(receiver) || instance?.author === receiver) return true;
  return sent.some(
    ({ view, record, message }) =>
      record.n < before.n &&
      (view.step.to === receiver || view.step.by === receiver) &&
      entriesOf(message).some(({ resource }) => resource && run.keyByIdentifier(resource) === key),
  );
}

/** MessageHeader.focus names one Task, and that is an entry. */
export function judgeMessageFocus(run: RunView): Result[] {
  return sentMessages(run).map(({ view, record, message, header }, index) => {
    const wrong = focusFault(message, header);
    return {
      about: `${view.step.id}.${index + 1}`,
      step: view.step.id,
      verdict: wrong ? 'fail' : 'pass',
      expected: 'MessageHeader.focus names the one Task that the message is about, which is in it',
      seen: wrong ?? 'so it is',
      evidence: [record.n],
    };
  });
}

/** What is wrong with the focus of a message, in words. */
export function focusFault(message: Resource, header: Resource): string | undefined {
  const focus = (header.focus as { reference?: string }[] | undefined) ?? [];
  const entry = entriesOf(message).find((candidate) => candidate.fullUrl === focus[0]?.reference);
  const good = focus.length === 1 && entry?.resource?.resourceType === 'Task';
  return good ? undefined : `focus is ${focus.map((one) => one.reference).join(', ') || 'missing'}`;
}

/** What the receiver holds after a message has the sender's identifiers, and all else that the message said. */
export function judgeCorrelated(run: RunView): Result[] {
  return run.stepsOf('inform').flatMap((view): Result[] => {
    const sent = sentMessages(run).filter((one) => one.view === view)[0];
    const read = run.stepView(`${view.step.id}-sees`)?.http.at(-1);
    const kept = resourceOf(read);
    if (view.step.carries !== 'content' || !sent || !read) return [];
    const expected = `${view.step.to} finds its copy of ${view.step.key} by the identifier that the message carried`;
    const about = view.step.id;
    const entries = entriesOf(sent.message).flatMap((entry) => entry.resource ?? []);
    const told = entries.find((resource) => run.keyByIdentifier(resource) === view.step.key);
    if (!kept || !told || kept.resourceType === 'Bundle') {
      return [
        {
          about,
          step: view.step.id,
          verdict: 'fail',
          expected,
          seen: 'it found none',
          evidence: [sent.record.n, read.n],
        },
      ];
    }
    const lost = differencesIn(told, kept, baseOf(read.request.url));
    const verdict = lost.length ? 'fail' : 'pass';
    const seen = lost.length
      ? `in its copy differ: ${lost.slice(0, 5).join(', ')}`
      : 'it did, and all that was said of it';
    return [{ about, step: view.step.id, verdict, expected, seen, evidence: [sent.record.n, read.n] }];
  });
}

/**
 * Paths at which a receiver's copy says otherwise than it was told. What the sender's system says of its own copy need not hold for the
 * receiver's, and where references lead is told apart.
 */
export function differencesIn(told: Resource, kept: Resource, base: string): string[] {
  return losses(withoutReferences({ ...told, meta: {} }), kept, base).filter(
    (path) => !isBackAsLiteral(path, told, kept),
  );
}

/** The response code of an acknowledgement, whatever the status that it came with. */
function ackCode({ record }: SentMessage): string | undefined {
  return (firstResource(answerIn(record))?.response as { code?: string } | undefined)?.code;
}

/** The response code of the acknowledgement that a message got. */
export function answeredCode({ record }: Pick<SentMessage, 'record'>): string | undefined {
  return (firstResource(resourceOf(record))?.response as { code?: string } | undefined)?.code;
}

/**
 * References mean the receiver's own copies there, so they are left to the law on references; their types are said where the literal
 * does not travel, and need not be kept where it is back.
 */
function withoutReferences(resource: Resource): Resource {
  return JSON.parse(
    JSON.stringify(resource, (name, value: unknown) => {
      if (name === 'reference') return undefined;
      return isReference(value) ? { ...value, type: undefined } : value;
    }),
  ) as Resource;
}

/**
 * Whether a path is to the identifier of a reference whose literal does not travel, and which has a literal again in the copy. Where that
 * leads is for the law on references, and the identifier is the other resource's own.
 */
function isBackAsLiteral(path: string, told: Resource, kept: Resource): boolean {
  const reference = /^(.*)\.identifier\b/.exec(path)?.[1];
  if (reference === undefined) return false;
  return literalAt(told, reference) === undefined && literalAt(kept, reference) !== undefined;
}

/** The literal of the Reference at a path such as `output[0].valueReference`. */
function literalAt(resource: Resource, path: string): string | undefined {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const found = steps.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    resource,
  );
  const literal = (found as { reference?: unknown } | undefined)?.reference;
  return typeof literal === 'string' ? literal : undefined;
}

function isReference(value: unknown): value is { type?: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { reference, identifier, type } = value as Record<string, unknown>;
  return typeof reference === 'string' || (typeof identifier === 'object' && typeof type === 'string');
}

/** Every message that was sent in place of a played actor. */
export function sentMessages(run: RunView): SentMessage[] {
  return run.stepsOf('inform').flatMap((view) =>
    view.http.flatMap((record): SentMessage[] => {
      const message = record.request.method === 'POST' ? sentIn(record) : undefined;
      const header = firstResource(message);
      return message?.type === 'message' && header ? [{ view, record, message, header }] : [];
    }),
  );
}

/** A message that came from a system under test. */
export interface Came {
  record: ReceivedRecord;
  message: Resource;
  header: Resource;
}

/** What came to the endpoints of played actors and was sent by none of them. */
export function messagesFromOutside(run: RunView): Came[] {
  const own = new Set(sentMessages(run).map(({ header }) => header.id));
  return run.received.flatMap((record): Came[] => {
    const body = record.what === 'message' ? record.request.body : undefined;
    const message = body && 'json' in body ? (body.json as Resource) : undefined;
    const header = message?.type === 'message' ? entriesOf(message)[0]?.resource : undefined;
    return message && header?.resourceType === 'MessageHeader' && !own.has(header.id)
      ? [{ record, message, header }]
      : [];
  });
}

/** Entries of a message. */
export function entriesOf(bundle: Resource): { fullUrl?: string; resource?: Resource }[] {
  return (bundle.entry ?? []) as { fullUrl?: string; resource?: Resource }[];
}

function firstResource(bundle: Resource | undefined): Resource | undefined {
  const first = bundle?.resourceType === 'Bundle' ? entriesOf(bundle)[0]?.resource : undefined;
  return first?.resourceType === 'MessageHeader' ? first : undefined;
}
