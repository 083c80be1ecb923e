import { expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient } from './http.js';
import { performRun } from './run.js';

it('what arrives after the end of a run is answered, and is no part of its history', async () => {
  const guide = loadGuide();
  const flows = await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide);
  const [plan] = plansFor(flows, [], guide, { exchanges: ['task-at-placer'] });
  if (!plan) throw new Error('no plan');
  const target = await startEmbeddedTarget(guide, { servers: 'one', actors: ['placer'], boundMs: 10_000 });
  const client = new HttpClient(10_000);
  const endpoint = await Endpoint.start();
  let notify = '';
  const late: number[] = [];
  // The run asks for leave to delete its subscriptions when its last record is written, and still listens.
  const authorize = async (url: string): Promise<Record<string, string>> => {
    if (over && late.length === 0) late.push((await client.send({ method: 'POST', url: notify })).status);
    return target.authorize(url);
  };
  let over = false;
  const sink = (line: string): void => {
    const url = /"endpoint":"([^"]+)"/.exec(line)?.[1];
    if (url) notify = url;
    if (line.includes('"kind":"end"')) over = true;
  };
  try {
    const records = await performRun(plan, { guide, target: { ...target, authorize }, client, endpoint }, { sink });
    expect(late).toEqual([200]);
    expect(records.at(-1)).toMatchObject({ kind: 'end', outcome: 'finished' });
  } finally {
    await target.stop();
    await client.close();
    await endpoint.close();
  }
});
