import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '../../guide/resource.js';
import type { ReceivedRecord, TroubleRecord } from '../../history/record.js';
import { lawOf, type Result } from '../result.js';
import type { RunView } from '../view.js';

export const messageRepeated = lawOf(
  'message-repeated',
  'A message that was not acknowledged is sent again, unchanged',
  'message-repeated',
);

/** Whether the messages of a system under test that were lost, refused, or not acknowledged on purpose came again as they were. */
export function judgeMessageRepeated(run: RunView): Result[] {
  const receivers = [...new Set(run.messageTroubles.map(({ to }) => to))];
  return receivers.map((to): Result => {
    const own = run.messageTroubles.filter((record) => record.to === to);
    const faults = own.flatMap((record) => faultIn(record, run) ?? []);
    return {
      about: to,
      verdict: faults.length > 0 ? 'warn' : 'pass',
      expected: `each message to ${to} that was not acknowledged comes again, unchanged and with the same id`,
      seen: faults[0]?.seen ?? `all ${own.length} did`,
      evidence: (faults.length > 0 ? faults.map(({ n }) => n) : own.map(({ n }) => n)).slice(0, 10),
    };
  });
}

function faultIn(record: TroubleRecord, run: RunView): { seen: string; n: number } | undefined {
  const first = messageIn(record);
  const id = headerIdOf(first);
  const again = run.received.filter(
    (later) =>
      later.to === record.to &&
      later.n > record.n &&
      later.trouble === undefined &&
      headerIdOf(messageIn(later)) === id,
  );
  const { n } = record;
  if (again.length === 0)
    return { seen: `the message ${id ?? 'without an id'} (${record.what}) did not come again`, n };
  const same = again.some((later) => isDeepStrictEqual(messageIn(later), first));
  return same ? undefined : { seen: `the message ${id ?? ''} came again with other content`, n };
}

function messageIn({ request: { body } }: TroubleRecord | ReceivedRecord): Resource | undefined {
  return body && 'json' in body ? (body.json as Resource) : undefined;
}

function headerIdOf(message: Resource | undefined): string | undefined {
  return (message?.entry as { resource?: Resource }[] | undefined)?.[0]?.resource?.id;
}
