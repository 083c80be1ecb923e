import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import type { BoundRecord, HistoryRecord } from '../history/record.js';
import { judgeRun } from '../judge/judge.js';
import { plansOf } from '../plan/build-plan.js';
import { ELSEWHERE } from '../plan/elsewhere.js';
import { loadScenario } from '../plan/load-scenario.js';
import type { Step } from '../plan/plan.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient, type Answer, type Outgoing } from './http.js';
import { performRun } from './run.js';

const guide = loadGuide();
const file = path.join(projectRoot(), 'scenarios', 'information-requested.yaml');
const { scenario } = loadScenario(readFileSync(file, 'utf8'), file, guide);
const plans = scenario ? plansOf(scenario, guide, { wanted: ({ branch }) => branch === 'beyond-reach' }) : [];

/** Notes every URL that the harness asks. */
class WatchedClient extends HttpClient {
  readonly asked: string[] = [];

  override send(outgoing: Outgoing): Promise<Answer> {
    this.asked.push(outgoing.url);
    return super.send(outgoing);
  }
}

let client: WatchedClient;
let endpoint: Endpoint;
beforeAll(async () => {
  client = new WatchedClient(5000);
  endpoint = await Endpoint.start();
});
afterAll(async () => {
  await endpoint.close();
  await client.close();
});

async function play(
  plan: (typeof plans)[number],
  onStep: (step: Step, trap: string) => void,
): Promise<HistoryRecord[]> {
  const target = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'] });
  let trap = '';
  const sink = (line: string): void => {
    const record = JSON.parse(line) as HistoryRecord;
    if (record.kind === 'bound' && record.holder === ELSEWHERE) trap = record.url;
  };
  try {
    const performer = { guide, target, client, endpoint };
    return await performRun(plan, performer, { sink, onStep: (step) => onStep(step, trap) });
  } finally {
    await target.stop();
  }
}

const lawIn = (records: readonly HistoryRecord[]) =>
  judgeRun(records, guide).find(({ id }) => id.includes('#law.references-to-agreed-servers'));

describe('a server that nobody agreed on', () => {
  it.each(plans.map((plan) => [plan.exchange, plan] as const))(
    'is never asked by the harness, over %s',
    async (_, plan) => {
      const records = await play(plan, () => {});
      const bound = records.find(
        (record): record is BoundRecord => record.kind === 'bound' && record.holder === ELSEWHERE,
      );
      const origin = new URL(bound?.url ?? '').origin;
      expect(origin).not.toBe(new URL(endpoint.url).origin);
      expect(client.asked.length).toBeGreaterThan(10);
      expect(client.asked.filter((url) => url.startsWith(origin))).toEqual([]);
      expect(records.filter((record) => record.kind === 'http' && record.request.url.startsWith(origin))).toEqual([]);
      expect(lawIn(records)).toMatchObject({ verdict: 'pass' });
    },
  );

  it('notes whoever asks, and that credentials came along, but not which', async () => {
    let asked: Promise<Response> | undefined;
    const records = await play(plans[0]!, (step, trap) => {
      if (step.id.startsWith('accept-without.write'))
        asked = fetch(trap, { headers: { authorization: 'Bearer s3cret' } });
    });
    expect((await asked)?.status).toBe(404);
    expect(lawIn(records)).toMatchObject({
      verdict: 'fail',
      seen: expect.stringContaining('with credentials') as string,
    });
    expect(JSON.stringify(records)).not.toContain('s3cret');
  });
});
