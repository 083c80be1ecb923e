import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import type { HistoryRecord } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import type { Target } from '../targets/target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient, type Answer, type Outgoing } from './http.js';
import { performRun } from './run.js';

const guide = loadGuide();
let target: Target;
let client: HttpClient;
let endpoint: Endpoint;
beforeAll(async () => {
  target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'] });
  client = new HttpClient(10_000);
  endpoint = await Endpoint.start();
});
afterAll(async () => {
  await endpoint.close();
  await client.close();
  await target.stop();
});

const idIn = ({ body }: Answer): string => (body && 'json' in body ? (body.json as { id: string }).id : '');

/** A run against servers of which the placer's says, of all of one type that is created there, that it lies at another place. */
async function runWith(
  type: string,
  place: (id: string) => string,
): Promise<{ sent: Outgoing[]; records: HistoryRecord[] }> {
  const flows = await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide);
  const [plan] = plansFor(flows, [{ flow: 'simple-lab-order', branch: '' }], guide, { exchanges: ['task-at-placer'] });
  if (!plan) throw new Error('no plan');
  const sent: Outgoing[] = [];
  const misled = {
    send: async (outgoing: Outgoing): Promise<Answer> => {
      sent.push(outgoing);
      const answer = await client.send(outgoing);
      const isIt = outgoing.method === 'POST' && outgoing.url.endsWith(`/${type}`) && answer.status === 201;
      return isIt ? { ...answer, headers: { ...answer.headers, location: place(idIn(answer)) } } : answer;
    },
  } as HttpClient;
  return { sent, records: await performRun(plan, { guide, target, client: misled, endpoint }) };
}

it.each(['Subscription', 'Task', 'ServiceRequest'])(
  'a server that says its %s lies at another server has nothing written or deleted there',
  async (type) => {
    const other = target.baseFor({ name: 'fulfiller', is: 'fulfiller' });
    const place = `${other}/Patient/of-somebody`;
    const { sent } = await runWith(type, () => place);
    expect(sent.some(({ method, url }) => method === 'POST' && url.endsWith(`/${type}`))).toBe(true);
    expect(sent.filter(({ url }) => url.startsWith(place)).map(({ method, url }) => `${method} ${url}`)).toEqual([]);
  },
);

it('a server behind a proxy, whose Location names the host that it knows itself by, is reached where the target file says', async () => {
  const type = 'Task';
  const { records } = await runWith(type, (id) => `https://behind-a-proxy.example/fhir/${type}/${id}/_history/1`);
  expect(judgeRun(records, guide).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});
