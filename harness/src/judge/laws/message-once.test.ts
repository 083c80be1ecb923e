import { describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../../cli/flows.js';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import type { HistoryRecord, HttpRecord } from '../../history/record.js';
import { openHarness } from '../../perform/harness.fixture.js';
import { performRun } from '../../perform/run.js';
import type { Plan } from '../../plan/plan.js';
import { startEmbeddedTarget } from '../../targets/embedded-target.js';
import { judgeRun } from '../judge.js';
import { underTest } from './history.fixture.js';

const guide = loadGuide();
const flows = await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide);
const plan = plansFor(flows, [], guide, {}).find(({ id }) => id === 'simple-lab-order@messaging') as Plan;
const { client, endpoint } = await openHarness();
const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'], hooks: {} });
const records = await performRun(plan, { guide, target, client, endpoint }).finally(() => target.stop());

const sentAt = (step: string): HttpRecord[] =>
  records.filter((record): record is HttpRecord => record.kind === 'http' && record.step === step);

/** What the laboratory tells when it accepts, as a message of its own. */
function accepted(n: number, id: string, lastModified: string): HistoryRecord {
  const { request } = sentAt('accept.told-placer').find(({ request }) => request.method === 'POST') as HttpRecord;
  const message = structuredClone((request.body as { json: unknown }).json) as { entry: { resource: Resource }[] };
  for (const { resource } of message.entry) {
    if (resource.resourceType === 'MessageHeader') resource.id = id;
    if (resource.resourceType === 'Task') resource.lastModified = lastModified;
  }
  const { method, url, headers } = request;
  const told = { method, url, headers, body: { json: message } };
  return { n, t: n, kind: 'received', to: 'placer', what: 'message', form: 'message', request: told } as HistoryRecord;
}

/** What the law says of the message that came twice, when the laboratory is under test and tells this after it. */
function verdict(...told: [id: string, lastModified: string][]): string | undefined {
  const last = sentAt('ask.told-fulfiller').at(-1) as HttpRecord;
  const index = records.indexOf(last) + 1;
  const came = told.map(([id, when], at) => accepted(last.n + (at + 1) / 10, id, when));
  const all = underTest([...records.slice(0, index), ...came, ...records.slice(index)]);
  return judgeRun(all, guide).find(({ id }) => id.includes('#law.message-once.'))?.verdict;
}

describe('a system under test that gets a message twice', () => {
  it.each<[string, string, [string, string][]]>([
    ['pass', 'accepts once', [['1', '2026-03-02T10:00:01Z']]],
    [
      'fail',
      'accepts twice',
      [
        ['1', '2026-03-02T10:00:01Z'],
        ['2', '2026-03-02T10:00:02Z'],
      ],
    ],
    [
      'pass',
      'repeats its own message',
      [
        ['1', '2026-03-02T10:00:01Z'],
        ['1', '2026-03-02T10:00:01Z'],
      ],
    ],
    [
      'pass',
      'tells of one change twice',
      [
        ['1', '2026-03-02T10:00:01Z'],
        ['2', '2026-03-02T10:00:01Z'],
      ],
    ],
  ])('%s: it %s', (wanted, _what, told) => {
    expect(verdict(...told)).toBe(wanted);
  });
});
