import type { ServerHooks } from '../targets/embedded/hooks.js';
import { readNotification } from '../history/notification.js';
import type { HistoryRecord, HttpRecord, ReceivedRecord, TroubleKind, TroubleRecord } from '../history/record.js';
import type { Alter } from './alterations.js';
import type { Mutant } from './mutant.js';

/** A party that waits for a notification which never comes, and does not look for itself. */
const IN_VAIN: Mutant = {
  id: 'party.waits-in-vain',
  title: 'Notifications get lost, and who waits for them never looks',
  requirement: 'notification-gap',
  exchange: 'task-at-placer',
  trouble: ['drop'],
  how: { kind: 'party', waitsInVain: true },
};

/** An altered history of a run in which notifications met with this trouble. */
const troubled = (id: string, title: string, requirement: string, trouble: TroubleKind, alter: Alter): Mutant => ({
  id: `history.${id}-${trouble}`,
  title,
  requirement,
  exchange: 'task-at-fulfiller',
  trouble: [trouble],
  how: { kind: 'history', alter },
});

/** What was refused never came again. */
const neverAgain: Alter = (records) => {
  const refused = new Set(records.flatMap((record) => (record.kind === 'trouble' ? [nameOf(record)] : [])));
  return records.filter((record) => record.kind !== 'received' || !refused.has(nameOf(record)));
};

/** Whenever the Placer looks at the Task, it is shown the version that it saw first. */
const backToTheFirst: Alter = (records) => {
  const isLook = (record: HistoryRecord): record is HttpRecord =>
    record.kind === 'http' &&
    record.by === 'placer' &&
    record.request.method === 'GET' &&
    /\/Task\/[^/?]+$/.test(record.request.url);
  const first = records.find(isLook)?.response;
  return records.map((record) => (first && isLook(record) ? { ...record, response: first } : record));
};

function nameOf({ request }: ReceivedRecord | TroubleRecord): string {
  const { subscription, events } = readNotification(request, new URL(request.url).pathname);
  return `${subscription ?? ''} ${events.map(({ number }) => number).join()}`;
}

/** How often the servers are asked whether they know a message until the first, which every run sends twice, is acknowledged. */
const FIRST_TWO = 2;

/** Servers that know the first message again, and none after it. */
function forgetful(): ServerHooks {
  let asked = 0;
  return { messageSeen: (_id, seen) => ++asked <= FIRST_TWO && seen };
}

/** A server that knows no message again, where messages come more than once for what happens on their way. */
const retried = (trouble: TroubleKind, title: string): Mutant => ({
  id: `server.message-acted-again-after-${trouble}`,
  title,
  requirement: 'message-once',
  exchange: 'messaging',
  trouble: [trouble],
  how: { kind: 'server', hooks: forgetful() },
});

/** Trouble with notifications, and parties and servers that don't get over it. */
export const TROUBLE_MUTANTS: readonly Mutant[] = [
  IN_VAIN,
  retried('hang-up', 'A message comes again as its acknowledgement was lost, and is acted on again'),
  retried('reorder', 'A message comes again after the next one, and is taken for a new one'),
  ...(['error', 'hang-up'] as const).map((kind) =>
    troubled('not-sent-again', 'What was not taken is not sent again', 'notification-repeated', kind, neverAgain),
  ),
  ...(['duplicate', 'reorder'] as const).map((kind) =>
    troubled(
      'ends-behind',
      'The Placer ends with an older version of the Task',
      'duplicates-harmless',
      kind,
      backToTheFirst,
    ),
  ),
  troubled(
    'ends-behind',
    'The Placer ends with an older version of the Task',
    'notification-current-state',
    'delay',
    backToTheFirst,
  ),
];
