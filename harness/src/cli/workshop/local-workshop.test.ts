import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import { Endpoint } from '../../perform/endpoint.js';
import { HttpClient } from '../../perform/http.js';
import type { Performer } from '../../perform/run.js';
import type { Plan } from '../../plan/plan.js';
import type { ServerHooks } from '../../targets/embedded/hooks.js';
import { startEmbeddedTarget } from '../../targets/embedded-target.js';
import type { Target } from '../../targets/target.js';
import { loadFlows, ownScenarios, plansFor } from '../flows.js';
import { LocalWorkshop } from './local-workshop.js';

const guide = loadGuide();
const flows = await loadFlows(ownScenarios(), [{ flow: 'claim' }], guide);
const plan = plansFor(flows, [], guide, {}).find(({ id }) => id === 'claim/thirty-two-at-once@task-at-placer') as Plan;
const bidding = await loadFlows(ownScenarios(), [{ flow: 'bidding' }], guide);
const late = plansFor(bidding, [], guide, {}).find(({ id }) => id === 'bidding/late-bid@task-at-placer') as Plan;

let client: HttpClient;
let endpoint: Endpoint;
let target: Target | undefined;
beforeAll(async () => {
  client = new HttpClient(10_000);
  endpoint = await Endpoint.start();
});
afterAll(async () => {
  await target?.stop();
  await endpoint.close();
  await client.close();
});

/** A performer on a fresh server; it counts the runs that were begun, by what each asks first. */
async function performer(
  hooks?: ServerHooks,
  boundMs = 10_000,
): Promise<{ performer: Performer; begun: () => number }> {
  await target?.stop();
  const actors = [...new Set([...plan.actors, ...late.actors].map(({ name }) => name))];
  const started = await startEmbeddedTarget(guide, {
    servers: 'one',
    actors,
    boundMs,
    ...(hooks ? { hooks } : {}),
  });
  target = started;
  let begun = 0;
  const counting: Target = {
    ...started,
    claims: (base) => {
      begun++;
      return started.claims(base);
    },
  };
  return { performer: { guide, target: counting, client, endpoint }, begun: () => begun };
}

describe('a run that is repeated', () => {
  it('thirty-two claims at once have one winner every time', async () => {
    const { performer: using, begun } = await performer();
    const { findings } = await new LocalWorkshop(using, { times: 10 }).run(plan);
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(begun()).toBe(10);
  }, 60_000);

  it('is ended by the first time that not all passes, and that is what is told', async () => {
    let orders = 0;
    // From the second time on everybody wins.
    const sometimes: ServerHooks = {
      beforeStore: (resource, { method }) => {
        if (resource.resourceType === 'ServiceRequest' && method === 'POST') orders++;
        return resource;
      },
      precondition: ({ holds }) => orders > 1 || holds,
    };
    const { performer: using, begun } = await performer(sometimes);
    const { findings } = await new LocalWorkshop(using, { times: 10 }).run(plan);
    expect(findings.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toContain(`${plan.id}#rush.race`);
    expect(begun()).toBe(2);
  }, 60_000);
});

describe('a run whose moment came too soon', () => {
  /** Half a second is what the run has by the target's bound, and at most one more, as stories move by whole seconds. */
  const BOUND = 500;
  const MORE_THAN_IT_HAS = 1600;

  it('is done once more with more time, and that is what counts', async () => {
    const { performer: using, begun } = await performer(undefined, BOUND);
    let asked = 0;
    const slowAtFirst: Target = {
      ...using.target,
      authorize: async (...request) => {
        if (asked++ === 0) await new Promise((resolve) => setTimeout(resolve, MORE_THAN_IT_HAS));
        return using.target.authorize(...request);
      },
    };
    const { findings } = await new LocalWorkshop({ ...using, target: slowAtFirst }).run(late);
    expect(findings.filter(({ verdict }) => verdict === 'inconclusive')).toEqual([]);
    expect(begun()).toBe(2);
  }, 60_000);

  it('is not done again when it had the time', async () => {
    const { performer: using, begun } = await performer(undefined, 4_000);
    await new LocalWorkshop(using).run(late);
    expect(begun()).toBe(1);
  }, 60_000);
});
