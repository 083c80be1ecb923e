import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import { BYSTANDER_STEP, BYSTANDERS } from '../history/bystander.js';
import type { HistoryRecord } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import { startEmbeddedTarget, type EmbeddedTargetOptions } from '../targets/embedded-target.js';
import type { Target } from '../targets/target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient } from './http.js';
import { performRun } from './run.js';

const KEYS = ['read-by-part', 'write-by-part', 'subscription-own-tasks-only', 'patient-own-only'];
const guide = loadGuide();
const flows = await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide);
const [plan] = plansFor(flows, [], guide, { exchanges: ['task-at-placer'] });
const client = new HttpClient(10_000);
let endpoint: Endpoint;
beforeAll(async () => void (endpoint = await Endpoint.start()));
afterAll(async () => {
  await endpoint.close();
  await client.close();
});

async function perform(
  options: Partial<EmbeddedTargetOptions>,
  change: (target: Target) => Partial<Target> = () => ({}),
): Promise<HistoryRecord[]> {
  if (!plan) throw new Error('no plan');
  const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'], ...options });
  try {
    return await performRun(plan, { guide, target: { ...target, ...change(target) }, client, endpoint });
  } finally {
    await target.stop();
  }
}

const probes = (records: HistoryRecord[]) =>
  records.flatMap((record) => (record.kind === 'http' && record.step === BYSTANDER_STEP ? [record] : []));
/** Of each requirement what was found at any of the servers. */
const verdicts = (records: HistoryRecord[]) => {
  const found = judgeRun(records, guide)
    .filter(({ id, requirements }) => id.includes('#law.') && requirements.some((key) => KEYS.includes(key)))
    .map(({ verdict, requirements }) => `${requirements.join()} ${verdict}`);
  return [...new Set(found)];
};

describe('who has no part', () => {
  it('is refused what it tries at the server that has a Task and a Request', async () => {
    const records = await perform({});
    expect(verdicts(records)).toEqual(KEYS.map((key) => `${key} pass`));
    const tried = probes(records).filter(({ by }) => by !== 'placer');
    expect(new Set(tried.map(({ by }) => by))).toEqual(new Set(Object.values(BYSTANDERS)));
    expect(tried.filter(({ request }) => request.method === 'PUT').map(({ response }) => response?.status)).toEqual([
      403, 403,
    ]);
  });

  it('looks for what came of the order at the server that has only that', async () => {
    const tried = probes(await perform({})).filter(({ to, by }) => to === 'fulfiller' && by === BYSTANDERS.party);
    expect(
      tried.map(
        ({ request, response }) => `${request.url.replace(/^.*?\/fhir\//, '').slice(0, 20)} ${response?.status}`,
      ),
    ).toEqual([
      expect.stringMatching(/^DiagnosticReport\/.* 403$/),
      expect.stringMatching(/^DiagnosticReport\?_id.* 200$/),
    ]);
  });

  it('tries nothing without credentials of its own', async () => {
    expect(probes(await perform({ open: true }))).toEqual([]);
    const lent = await perform({}, ({ authorize }) => ({
      authorize: (url, caller) => (caller?.name.startsWith('bystander') ? Promise.resolve({}) : authorize(url, caller)),
    }));
    expect(probes(lent)).toEqual([]);
    expect(verdicts(lent)).toEqual([]);
  });

  it('shows nothing with credentials that the server does not know', async () => {
    const records = await perform({}, ({ authorize }) => ({
      authorize: (url, caller) =>
        caller?.name.startsWith('bystander')
          ? Promise.resolve({ authorization: 'Bearer of-nobody' })
          : authorize(url, caller),
    }));
    expect(verdicts(records)).toEqual(KEYS.map((key) => `${key} inconclusive`));
  });

  it('is not found to have been refused when the history breaks off', async () => {
    const records = await perform({});
    const told = new Set(verdicts(records.slice(0, -1)));
    expect(told).toEqual(new Set(KEYS.map((key) => `${key} not-reached`)));
  });
});
