import { describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import type { InstanceKey, Resource } from '../guide/resource.js';
import type { HistoryRecord } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import type { Plan } from '../plan/plan.js';
import { cleanUp } from '../targets/cleanup.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { ExistingInstances } from '../targets/existing.js';
import type { Target } from '../targets/target.js';
import { resourceIn } from './context.js';
import { openHarness } from './harness.fixture.js';
import { performRun } from './run.js';

// The flow's parties and its patient are there before the run, as a hospital has them: with other names, ids and identifiers, and with
// references to things that no run knows.

const guide = loadGuide();
const flows = await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide);
const plans = plansFor(flows, [], guide, {});
const PARTIES: Record<InstanceKey, Resource> = {
  'Organization/general-practice': party('Organization', 'P-1', { name: 'Practice at the River' }),
  'Organization/city-lab': party('Organization', 'L-1', { name: 'Laboratory of the City' }),
  'Patient/amy': party('Patient', '4711', {
    name: [{ family: 'Aalto' }],
    birthDate: '1980-02-29',
    managingOrganization: { reference: 'Organization/whole-hospital' },
  }),
};

function party(resourceType: string, value: string, more: object): Resource {
  return { resourceType, identifier: [{ system: 'https://hospital.example/ids', value }], ...more };
}

const { client, endpoint } = await openHarness();

interface World {
  target: Target;
  /** URLs of what was put there. */
  urls: string[];
}

/** Servers that hold the parties; `where`: at whose. */
async function withParties(
  servers: 'one' | 'two',
  where: Readonly<Record<string, readonly InstanceKey[]>>,
  use: (world: World) => Promise<void>,
): Promise<void> {
  const target = await startEmbeddedTarget(guide, { servers, actors: ['placer', 'fulfiller'] });
  const stated = new Map<string, Record<InstanceKey, string>>();
  try {
    for (const [actor, keys] of Object.entries(where)) {
      const by = { name: actor, is: actor };
      const base = target.baseFor(by);
      const here = stated.get(base) ?? {};
      stated.set(base, here);
      for (const key of keys) here[key] ??= await create(base, PARTIES[key] as Resource, by, target);
    }
    const existing = await ExistingInstances.find(stated, guide, async (url) => {
      const resource = resourceIn(await client.send({ method: 'GET', url, headers: await target.authorize(url) }));
      return { status: resource ? 200 : 404, ...(resource ? { resource } : {}) };
    });
    const urls = [...stated].flatMap(([base, at]) => Object.values(at).map((reference) => `${base}/${reference}`));
    await use({ target: { ...target, tag: true, existing }, urls });
  } finally {
    await target.stop();
  }
}

async function create(base: string, body: Resource, by: { name: string; is: string }, target: Target): Promise<string> {
  const url = `${base}/${body.resourceType}`;
  const headers = await target.authorize(url, { ...by, party: () => ({ urls: [], identifiers: [] }) });
  const answer = await client.send({ method: 'POST', url, body, headers });
  expect(answer.status).toBe(201);
  return `${body.resourceType}/${resourceIn(answer)?.id ?? ''}`;
}

const versionsOf = (urls: readonly string[], target: Target): Promise<(string | undefined)[]> =>
  Promise.all(
    urls.map(async (url) => {
      const headers = await target.authorize(url);
      return resourceIn(await client.send({ method: 'GET', url, headers }))?.meta?.versionId;
    }),
  );

const perform = (plan: Plan, target: Target): Promise<HistoryRecord[]> =>
  performRun(plan, { guide, target, client, endpoint });

const notPassed = (records: HistoryRecord[]): string[] =>
  judgeRun(records, guide)
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, verdict, seen }) => `${verdict} ${id}: ${seen}`);

const everywhere = Object.keys(PARTIES);

describe.each([
  ['one', { placer: everywhere }],
  ['two', { placer: everywhere, fulfiller: everywhere }],
  ['two', { placer: ['Organization/general-practice', 'Patient/amy'], fulfiller: ['Organization/city-lab'] }],
] as const)('parties that are there already, on %s server(s): %j', (servers, where) => {
  it('take part over every exchange, and are as before when all is over', async () => {
    await withParties(servers, where, async ({ target, urls }) => {
      const before = await versionsOf(urls, target);
      for (const plan of plans) {
        const records = await perform(plan, target);
        expect(notPassed(records), plan.id).toEqual([]);
        const bound = records.flatMap((record) => (record.kind === 'bound' && record.existing ? [record.url] : []));
        expect(bound.length, plan.id).toBeGreaterThan(1);
        const { left } = await cleanUp(records, target, client);
        expect(left, plan.id).toEqual([]);
      }
      expect(before.every((version) => version !== undefined)).toBe(true);
      expect(await versionsOf(urls, target)).toEqual(before);
    });
  }, 60_000);
});

it('a copy that the other party keeps of one is made once, however many runs there are', async () => {
  const where = { placer: ['Organization/general-practice'], fulfiller: ['Organization/city-lab'] };
  const plan = plans.find(({ id }) => id === 'simple-lab-order@messaging') as Plan;
  await withParties('two', where, async ({ target }) => {
    for (let run = 0; run < 2; run++) expect(notPassed(await perform(plan, target))).toEqual([]);
    const base = target.baseFor({ name: 'fulfiller', is: 'fulfiller' });
    const url = `${base}/Organization?identifier=https://hospital.example/ids|P-1`;
    const found = resourceIn(await client.send({ method: 'GET', url, headers: await target.authorize(url) }));
    expect(found?.total).toBe(1);
  });
}, 60_000);
