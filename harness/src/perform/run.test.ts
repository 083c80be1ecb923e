import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import { parseHistory } from '../history/file.js';
import type { HistoryRecord, ServerClaims } from '../history/record.js';
import type { Finding } from '../judge/finding.js';
import type { Resource } from '../guide/resource.js';
import { judgeRun } from '../judge/judge.js';
import { validate } from '../judge/validate/validate.js';
import { plansOf } from '../plan/build-plan.js';
import { loadScenario } from '../plan/load-scenario.js';
import type { Plan } from '../plan/plan.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { TargetError } from '../targets/target-error.js';
import type { Target } from '../targets/target.js';
import { openHarness } from './harness.fixture.js';
import type { HttpClient } from './http.js';
import { type Answer, type Outgoing } from './http.js';
import { performRun, type RunOptions } from './run.js';

const guide = loadGuide();
const file = path.join(projectRoot(), 'scenarios', 'simple-lab-order.yaml');
const { scenario } = loadScenario(readFileSync(file, 'utf8'), 'scenarios/simple-lab-order.yaml', guide);
if (!scenario) throw new Error('simple-lab-order does not load');
const plans = plansOf(scenario, guide);
const planned = (id: string): Plan => plans.find((plan) => plan.id === `simple-lab-order${id}`) as Plan;

const { client, endpoint } = await openHarness();

async function withTarget<T>(servers: 'one' | 'two', use: (target: Target) => Promise<T>, open = false): Promise<T> {
  const target = await startEmbeddedTarget(guide, { servers, actors: ['placer', 'fulfiller'], open });
  try {
    return await use(target);
  } finally {
    await target.stop();
  }
}

const perform = (plan: Plan, target: Target, options: RunOptions = {}): Promise<HistoryRecord[]> =>
  performRun(plan, { guide, target, client, endpoint }, options);

const notPassed = (findings: Finding[]): string[] =>
  findings
    .filter((finding) => finding.verdict !== 'pass')
    .map((finding) => `${finding.verdict} ${finding.id}: ${finding.seen}`);

describe('simple-lab-order', () => {
  it.each(['one', 'two'] as const)('passes whole, over every exchange and branch, on %s server(s)', async (servers) => {
    await withTarget(servers, async (target) => {
      for (const plan of plans) {
        const findings = judgeRun(await perform(plan, target), guide);
        expect(notPassed(findings)).toEqual([]);
        expect(findings.length).toBeGreaterThan(80);
      }
    });
  });

  it('can be run many times at once on the same servers', async () => {
    await withTarget('two', async (target) => {
      const runs = await Promise.all(Array.from({ length: 8 }, () => perform(planned('@task-at-placer'), target)));
      for (const records of runs) expect(notPassed(judgeRun(records, guide))).toEqual([]);
    });
  });
});

describe('a notification', () => {
  it.each(['backport', 'none'] as const)(
    'has the form that the guide describes, subscriptions claimed: %s',
    async (subscriptions) => {
      await withTarget('two', async (target) => {
        const claiming: Target = {
          ...target,
          claims: async (base) => ({ ...(await target.claims(base)), subscriptions }),
        };
        const records = await perform(planned('@task-at-fulfiller'), claiming);
        const bundles = records.flatMap((record) =>
          record.kind === 'received' &&
          record.form === 'backport' &&
          record.request.body &&
          'json' in record.request.body
            ? [record.request.body.json as Resource]
            : [],
        );
        expect(bundles.length).toBeGreaterThanOrEqual(4);
        const profiles = [`${guide.canonical}/StructureDefinition/order-notification`];
        const errors = bundles
          .flatMap((bundle) => validate(bundle, guide.definitions, { profiles }))
          .filter((issue) => issue.severity === 'error');
        expect(errors.map((issue) => `${issue.path}: ${issue.message}`)).toEqual([]);
      });
    },
  );
});

describe('a history', () => {
  it('is judged to the same findings, byte for byte, from its lines alone', async () => {
    await withTarget('two', async (target) => {
      for (const plan of plans) {
        let text = '';
        const records = await perform(plan, target, { sink: (line) => (text += line) });
        const again = judgeRun(parseHistory(text, 'history'), loadGuide());
        expect(JSON.stringify(again)).toBe(JSON.stringify(judgeRun(records, guide)));
      }
    });
  });

  it('can be cut off anywhere and is still judged, never green', async () => {
    await withTarget('two', async (target) => {
      let text = '';
      await perform(planned('@messaging'), target, { sink: (line) => (text += line) });
      const first = text.indexOf('\n') + 1;
      for (const part of [0.1, 0.35, 0.6, 0.85]) {
        const cut = text.slice(0, first + Math.floor((text.length - first) * part));
        const verdicts = new Set(judgeRun(parseHistory(cut, 'cut'), guide).map((finding) => finding.verdict));
        expect(verdicts).toContain('not-reached');
        expect(verdicts).not.toContain('fail');
      }
    });
  });

  it('holds no secret, wherever it stood', async () => {
    const { redactor } = await import('../history/redact.js');
    await withTarget('two', async (target) => {
      const guarded: Target = {
        ...target,
        authorize: () => Promise.resolve({ authorization: 'Bearer s3cret-token' }),
        secrets: ['s3cret-token'],
      };
      let text = '';
      await perform(planned('@task-at-placer'), guarded, {
        sink: (line) => (text += line),
        redact: redactor(['s3cret-token', 'GP-20260302-1']),
      });
      expect(text).not.toContain('s3cret-token');
      expect(text).not.toContain('GP-20260302-1');
      expect(text).toContain('[redacted]');
    });
  });
});

describe('what a target does not claim', () => {
  const claiming = (target: Target, claims: Partial<ServerClaims>): Target => ({
    ...target,
    claims: async (base) => ({ ...(await target.claims(base)), ...claims }),
  });

  it('is done in its stead, and said so: notifications', async () => {
    await withTarget('two', async (target) => {
      const findings = judgeRun(
        await perform(planned('@task-at-placer'), claiming(target, { subscriptions: 'none' })),
        guide,
      );
      const told = findings.find((finding) => finding.id.endsWith('#ask.told-fulfiller'));
      expect(told).toMatchObject({ verdict: 'not-claimed' });
      expect(notPassed(findings).filter((text) => !text.startsWith('not-claimed'))).toEqual([]);
    });
  });

  it('is done in its stead, and said so: messages', async () => {
    await withTarget('two', async (target) => {
      const findings = judgeRun(
        await perform(planned('@messaging'), claiming(target, { processMessage: false })),
        guide,
      );
      expect(findings.find((finding) => finding.id.endsWith('#ask.told-fulfiller'))).toMatchObject({
        verdict: 'not-claimed',
      });
      expect(notPassed(findings).filter((text) => !text.startsWith('not-claimed'))).toEqual([]);
    });
  });

  it('is asked for in the older form where the server knows only that: R4 criteria subscriptions', async () => {
    await withTarget('two', async (target) => {
      const findings = judgeRun(
        await perform(planned('@task-at-fulfiller'), claiming(target, { subscriptions: 'rest-hook' })),
        guide,
      );
      expect(findings.find((finding) => finding.id.endsWith('#accept.told-placer'))).toMatchObject({ verdict: 'pass' });
      expect(findings.find((finding) => finding.id.includes('law.notification-topic'))).toMatchObject({
        verdict: 'not-claimed',
      });
    });
  });
});

describe('a target that is not there', () => {
  it('fails what was asked and leaves the rest not reached, without a throw', async () => {
    await withTarget('two', async (target) => {
      const gone: Target = {
        ...target,
        baseFor: () => 'http://127.0.0.1:9/fhir',
        claims: () => target.claims(target.baseFor({ name: 'placer', is: 'placer' })),
        origins: () => new Set(['http://127.0.0.1:9']),
      };
      const verdicts = judgeRun(await perform(planned('@task-at-placer-polling'), gone), guide).map(
        (finding) => finding.verdict,
      );
      expect(verdicts).not.toContain('pass');
      expect(verdicts).toContain('fail');
      expect(verdicts).toContain('not-reached');
    });
  });

  it('fails, and not the harness, when it gives no access token any more', async () => {
    await withTarget('two', async (target) => {
      let left = 20;
      const authorize: Target['authorize'] = (...args) => {
        if (left-- > 0) return target.authorize(...args);
        return Promise.reject(new TargetError('no access token: https://login.example/token answered 503'));
      };
      const records = await perform(planned('@task-at-placer-polling'), { ...target, authorize });
      const verdicts = judgeRun(records, guide).map(({ verdict }) => verdict);
      expect(verdicts).toContain('fail');
      expect(verdicts).not.toContain('harness-fault');
    });
  });

  it('is not asked at an origin that it does not name', async () => {
    await withTarget('two', async (target) => {
      const records = await perform(planned('@task-at-placer-polling'), { ...target, origins: () => new Set() });
      const answered = records.filter((record) => record.kind === 'http' && record.response);
      expect(answered).toEqual([]);
    });
  });
});

describe('a run with a system under test', () => {
  it('writes no Task and no Request of a time to come: a change that the system makes now would be before it', async () => {
    await withTarget('two', async (target) => {
      const external = plansOf(scenario, guide, { external: new Set(['fulfiller']) });
      const plan = external.find(({ id }) => id === 'simple-lab-order@task-at-placer-polling') as Plan;
      const watched: Target = { ...target, external: new Set(['fulfiller']), actMs: 10, pollMs: 5 };
      const records = await perform(plan, watched);
      const written = records.flatMap((record) => {
        if (record.kind !== 'http' || record.request.method !== 'POST' || !record.request.body) return [];
        const { authoredOn, lastModified } = (record.request.body as { json: Resource }).json;
        return [authoredOn, lastModified].flatMap((moment) => (typeof moment === 'string' ? Date.parse(moment) : []));
      });
      expect(written.length).toBeGreaterThan(2);
      expect(Math.max(...written)).toBeLessThanOrEqual(Date.now());
    });
  });

  it('refers to nothing that the system has not made, and blames it for nothing when it never acts', async () => {
    const idling = async (target: Target): Promise<void> => {
      const external = plansOf(scenario, guide, { external: new Set(['placer']) });
      const plan = external.find(({ id }) => id === 'simple-lab-order@task-at-placer-polling') as Plan;
      const idle: Target = { ...target, external: new Set(['placer']), actMs: 10, pollMs: 5 };
      const open = notPassed(judgeRun(await perform(plan, idle), guide));
      expect(open.filter((told) => told.startsWith('inconclusive')).length).toBeGreaterThan(0);
      expect(open.filter((told) => !/^(inconclusive|not-reached) /.test(told))).toEqual([]);
    };
    // By its rules an embedded server would keep from the laboratory what it has no Task for.
    await withTarget('two', idling, true);
  });
});

describe('a run whose history is as long as it may be', () => {
  it('asks nothing more, says so, and is not green', async () => {
    await withTarget('one', async (target) => {
      const long = 'x'.repeat(15 * 1024 * 1024);
      let asked = 0;
      const wordy = {
        send: async (outgoing: Outgoing): Promise<Answer> => {
          asked++;
          const answer = await client.send(outgoing);
          return { ...answer, headers: { ...answer.headers, 'x-long': long } };
        },
      } as HttpClient;
      const records = await performRun(planned('@task-at-placer-polling'), { guide, target, client: wordy, endpoint });
      const refused = records.flatMap((record) => (record.kind === 'http' && record.error ? [record.error] : []));
      expect(asked).toBeLessThan(25);
      expect(refused[0]).toContain('the history of this run is larger than a run may make it');
      expect(judgeRun(records, guide).some(({ verdict }) => verdict === 'fail')).toBe(true);
    });
  }, 30_000);
});

describe('an interrupted run', () => {
  it('waits no longer for an external actor, of which then nothing is known', async () => {
    await withTarget('two', async (target) => {
      const external = plansOf(scenario, guide, { external: new Set(['fulfiller']) });
      const plan = external.find(({ id }) => id === 'simple-lab-order@task-at-placer-polling') as Plan;
      const controller = new AbortController();
      const patient: Target = { ...target, external: new Set(['fulfiller']), actMs: 3_600_000 };
      const records = await perform(plan, patient, {
        signal: controller.signal,
        onStep: (step) => {
          if (step.kind === 'await') setImmediate(() => controller.abort());
        },
      });
      expect(records.at(-1)).toMatchObject({ kind: 'end', outcome: 'stopped' });
      expect(records).toContainEqual(expect.objectContaining({ outcome: 'skipped', reason: 'interrupted' }));
      const verdicts = new Set(judgeRun(records, guide).map(({ verdict }) => verdict));
      expect([...verdicts].sort()).toEqual(['not-reached', 'pass']);
    });
  });

  it('ends after the step under way and says so', async () => {
    await withTarget('two', async (target) => {
      const controller = new AbortController();
      const records = await perform(planned('@messaging'), target, {
        signal: controller.signal,
        onStep: (step) => {
          if (step.id === 'accept.write') controller.abort();
        },
      });
      expect(records.at(-1)).toMatchObject({ kind: 'end', outcome: 'stopped' });
      expect(records.some((record) => record.kind === 'done' && record.step === 'accept.write')).toBe(true);
      expect(judgeRun(records, guide).some((finding) => finding.verdict === 'not-reached')).toBe(true);
    });
  });
});
