import { get } from 'node:http';
import type { Resource } from '../guide/resource.js';
import { ELSEWHERE } from '../plan/elsewhere.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import type { HistoryRecord } from '../history/record.js';
import { historyMutant } from './alterations.js';
import type { Mutant } from './mutant.js';

/** A server that looks whether each reference of what it stores leads anywhere, wherever that may be. */
const FOLLOWS: ServerHooks = {
  beforeStore: (resource) => {
    const url = strangeUrl(resource);
    if (url) get(url, { headers: { authorization: 'Bearer meant-for-another' } }, (answer) => answer.resume());
    return resource;
  },
};

function strangeUrl(resource: Resource): string | undefined {
  return new RegExp(`"reference":"(http[^"]*/${ELSEWHERE}/[^"]*)"`).exec(JSON.stringify(resource))?.[1];
}

/** Who follows references to servers that nobody agreed on. */
export const ELSEWHERE_MUTANTS: readonly Mutant[] = [
  {
    id: 'server.follows-anywhere',
    title: 'A server follows a reference to a server that nobody agreed on, and shows its credentials there',
    requirement: 'references-to-agreed-servers',
    flow: 'information-requested/beyond-reach',
    exchange: 'task-at-placer',
    how: { kind: 'server', hooks: FOLLOWS },
  },
  historyMutant(
    'letter-fetched',
    'The laboratory fetched a letter from a server that nobody agreed on, at the very end',
    'references-to-agreed-servers',
    'task-at-fulfiller-polling',
    (records) =>
      records.flatMap((record): HistoryRecord[] =>
        record.kind === 'end'
          ? [
              {
                kind: 'received' as const,
                n: record.n,
                t: record.t,
                to: ELSEWHERE,
                what: 'other' as const,
                form: 'unknown' as const,
                request: { method: 'GET', url: 'http://elsewhere.example/letter', headers: {} },
                response: { status: 404 },
              },
              record,
            ]
          : [record],
      ),
    'information-requested/beyond-reach',
  ),
];
