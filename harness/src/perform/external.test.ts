import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import type { Finding } from '../judge/finding.js';
import { judgeRun } from '../judge/judge.js';
import { plansOf } from '../plan/build-plan.js';
import type { ExchangeId, Plan, Step, WriteStep } from '../plan/plan.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import type { Target } from '../targets/target.js';
import { Endpoint } from './endpoint.js';
import { HttpClient, type Answer, type Outgoing } from './http.js';
import { performRun } from './run.js';
import { labOrderAlone } from './two-sides.fixture.js';

// Two sides of the harness against each other: ours plays the practice and awaits the laboratory; theirs plays the laboratory and
// awaits the practice. Neither knows the other's run: not its identifiers, not its ids. So the servers are open: by their rules each side's
// laboratory would be a stranger to the other.

const guide = loadGuide();
const alone = labOrderAlone(guide);
const EXCHANGES: ExchangeId[] = [
  'task-at-placer',
  'task-at-placer-polling',
  'task-at-fulfiller',
  'task-at-fulfiller-polling',
  'messaging',
  'messaging-rest-at-placer',
  'messaging-rest-at-fulfiller',
];

function planned(exchange: ExchangeId, external: string): Plan {
  const plans = plansOf(alone, guide, { external: new Set([external]) });
  return plans.find((plan) => plan.exchange === exchange && !plan.branch) as Plan;
}

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await Endpoint.start();
});
afterAll(async () => {
  await endpoint.close();
});

/** A moment that one side waits for and the other brings about. */
class Moment {
  reached: () => void = () => {};
  readonly promise = new Promise<void>((resolve) => (this.reached = resolve));
}

/** Holds back requests that a side must not make yet. */
class HeldClient extends HttpClient {
  constructor(private readonly hold: (outgoing: Outgoing) => Promise<void> | undefined) {
    super(5000);
  }

  override async send(outgoing: Outgoing): Promise<Answer> {
    await this.hold(outgoing);
    return super.send(outgoing);
  }
}

interface Sides {
  exchange: ExchangeId;
  /** What the laboratory does, when that is not just what the flow says; undefined: it is not there at all. */
  theirs?: (plan: Plan) => Plan;
  /** Whether we wait for the laboratory to have finished before our first look after the Task was made. */
  weLookLate?: boolean;
  /** Whether the laboratory waits until we have looked for its acceptance three times. */
  theyActLate?: boolean;
  actMs?: number;
  /** Whether the practice is the system under test: then the findings are the laboratory's. */
  theyJudge?: boolean;
  onWait?: (what: string) => void;
  /** What we expect, when that is not just what the flow says. */
  ours?: (plan: Plan) => Plan;
}

/** Plays both sides and answers our findings, unless they judge. */
async function play({
  exchange,
  theirs,
  weLookLate,
  theyActLate,
  actMs = 10_000,
  theyJudge,
  onWait,
  ours = asTheFlowSays,
}: Sides): Promise<Finding[]> {
  const servers = await startEmbeddedTarget(guide, { servers: 'two', actors: ['placer', 'fulfiller'], open: true });
  const [asked, finished, lookedThrice] = [new Moment(), new Moment(), new Moment()];
  let looks = 0;
  let made = false;
  const ourClient = new HeldClient(({ method, url }) => {
    if (method === 'POST' && url.endsWith(exchange === 'messaging' ? '/$process-message' : '/Task')) made = true;
    else if (made && weLookLate && method === 'GET') return finished.promise;
    return undefined;
  });
  const theirClient = new HeldClient(({ method, url }) =>
    theyActLate && method === 'PUT' && url.includes('/Task/') ? lookedThrice.promise : undefined,
  );
  const ourTarget: Target = { ...servers, actMs };
  const theirTarget: Target = { ...servers, actMs: 10_000, boundMs: theyJudge ? 5000 : 50 };
  const controller = new AbortController();
  const sink = (line: string): void => {
    if (line.includes('"kind":"http","step":"accept.write"') && ++looks >= 3) lookedThrice.reached();
  };
  const onStep = (step: Step): void => {
    if (step.id === 'ask.write') asked.reached();
    if (step.id.startsWith('close.')) finished.reached();
  };
  try {
    const lab = theirs
      ? performRun(
          theirs(planned(exchange, 'placer')),
          { guide, target: theirTarget, client: theirClient, endpoint },
          { onStep, signal: controller.signal },
        )
      : Promise.resolve([]);
    if (theirs) await asked.promise;
    const records = await performRun(
      ours(planned(exchange, 'fulfiller')),
      { guide, target: ourTarget, client: ourClient, endpoint },
      { sink, ...(onWait ? { onWait } : {}) },
    );
    if (!theyJudge) controller.abort();
    const of = await lab;
    return judgeRun(theyJudge ? of : records, guide);
  } finally {
    await Promise.all([servers.stop(), ourClient.close(), theirClient.close()]);
  }
}

const notPassed = (findings: readonly Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'pass').map(({ verdict, id, seen }) => `${verdict} ${id}: ${seen}`);

const asTheFlowSays = (plan: Plan): Plan => plan;

/** The laboratory notes the receipt before it accepts, and has to pause its work. */
function withExtraSteps(plan: Plan): Plan {
  const extra = (like: WriteStep, id: string, set: WriteStep['set']): WriteStep => ({ ...like, id, set });
  const reason = { text: 'the analyser is being cleaned' };
  const around = (step: Step): Step[] => {
    if (step.kind !== 'write') return [step];
    if (step.id === 'accept.write') return [extra(step, 'accept.receipt', { status: 'received' }), step];
    if (step.id !== 'collect.write') return [step];
    const pause = extra(step, 'collect.pause', { status: 'on-hold', statusReason: reason });
    return [step, pause, extra(step, 'collect.resume', { status: 'in-progress', statusReason: null })];
  };
  return { ...plan, acts: plan.acts.map((act) => ({ ...act, steps: act.steps.flatMap(around) })) };
}

/** The laboratory never tells that its examination starts. */
function withoutAnalysis(plan: Plan): Plan {
  return { ...plan, acts: plan.acts.filter(({ id }) => id !== 'analyse') };
}

/** The laboratory ends its work in another way than the flow says. */
function setting(id: string, change: (set: WriteStep['set']) => WriteStep['set']): (plan: Plan) => Plan {
  const steps = (all: Step[]): Step[] =>
    all.map((step) => (step.id === id && step.kind === 'write' ? { ...step, set: change(step.set) } : step));
  return (plan) => ({ ...plan, acts: plan.acts.map((act) => ({ ...act, steps: steps(act.steps) })) });
}

/** It tells a business status of its own when work begins, or none. */
const collecting = (businessStatus?: object): ((plan: Plan) => Plan) =>
  setting('collect.write', ({ status }) => ({
    status: status as string,
    ...(businessStatus ? { businessStatus } : {}),
  }));

/** Status and business status in one expectation, on which more rests than a SHOULD. */
const inOneExpectation = (plan: Plan): Plan => ({
  ...plan,
  acts: plan.acts.map((act) => ({
    ...act,
    checks: act.checks.map((check) =>
      check.that.startsWith("businessStatus.coding.code = 'specimen-collected'")
        ? {
            ...check,
            that: `status = 'in-progress' and ${check.that}`,
            verifies: ['status-tracks-fulfilment', ...check.verifies],
          }
        : check,
    ),
  })),
});

/** It says that it failed, and not that it is done. */
const failing = setting('finish.write', () => ({ status: 'failed', statusReason: { text: 'the specimen clotted' } }));

/** It says that it is done, and not where its report is. */
const withoutOutput = setting('finish.write', ({ output: _left, ...set }) => set);

describe.each(EXCHANGES)('a laboratory that is the system under test, over %s', (exchange) => {
  it('passes when it acts as the flow says', async () => {
    expect(notPassed(await play({ exchange, theirs: asTheFlowSays }))).toEqual([]);
  });

  it('passes when it has done everything before anybody looks', async () => {
    expect(notPassed(await play({ exchange, theirs: asTheFlowSays, weLookLate: true }))).toEqual([]);
  });

  it('passes when it acts late, but in time', async () => {
    expect(notPassed(await play({ exchange, theirs: asTheFlowSays, theyActLate: true }))).toEqual([]);
  });

  it('passes, at most with warnings, when it takes further steps', async () => {
    const findings = await play({ exchange, theirs: withExtraSteps });
    expect(notPassed(findings).filter((text) => !text.startsWith('warn'))).toEqual([]);
  });

  it('is warned when it leaves out what it should tell', async () => {
    const findings = notPassed(await play({ exchange, theirs: withoutAnalysis }));
    expect(findings.filter((text) => !text.startsWith('warn'))).toEqual([]);
    expect(findings.join()).toContain('#analyse.write');
  });

  it('is not passed for something else than it should have done', async () => {
    const findings = await play({ exchange, theirs: failing });
    expect(findings.find(({ id }) => id.endsWith('#finish.write'))).toMatchObject({
      verdict: 'inconclusive',
      seen: 'fulfiller moved it to failed; expected completed',
    });
    expect(findings.find(({ id }) => id.endsWith('#finish.sees-1'))?.verdict).not.toBe('pass');
  });

  it('is failed for a completed Task that leads to no report', async () => {
    const findings = await play({ exchange, theirs: withoutOutput });
    expect(findings.find(({ id }) => id.endsWith('#finish.write'))?.verdict).toBe('pass');
    expect(findings.filter(({ verdict }) => verdict === 'fail').map(({ requirements }) => requirements)).toEqual([
      ['outputs-on-coordination-task'],
      ['same-state-on-every-exchange'],
    ]);
  });

  it('is judged inconclusive when it never acts, and not blamed', async () => {
    const findings = await play({ exchange, actMs: 100 });
    expect(findings.map(({ verdict }) => verdict)).toContain('inconclusive');
    expect(findings.filter(({ verdict }) => verdict === 'fail').map(({ id, seen }) => `${id}: ${seen}`)).toEqual([]);
  });
});

describe.each<ExchangeId>(['task-at-placer', 'task-at-fulfiller-polling'])(
  'a practice that is the system under test, over %s',
  (exchange) => {
    it('has its order found by the identifier that it gave it', async () => {
      const findings = await play({ exchange, theirs: asTheFlowSays, theyJudge: true });
      const told = findings.find(({ id }) => id.endsWith('#close.told-fulfiller'));
      expect(told?.verdict).toBe('pass');
      expect(told?.requirements).not.toContain('poll-by-owner');
    });
  },
);

it('what is waited for is told, once an act', async () => {
  const told: string[] = [];
  await play({ exchange: 'task-at-placer', actMs: 1500, onWait: (what) => told.push(what) });
  expect(told).toEqual([
    expect.stringMatching(
      /^waiting \(up to 1\.5 s\) for fulfiller: Task\/cbc-coordination -> accepted \(http:\/\/\S+\/Task\/\S+\)$/,
    ),
  ]);
});

it.each<[string, object | undefined]>([
  ['one of its own', { coding: [{ system: 'http://lab.example/status', code: 'tube-here' }] }],
  ['none', undefined],
])('of a business status with which more is expected, %s is a warning', async (_what, businessStatus) => {
  const theirs = collecting(businessStatus);
  const findings = await play({ exchange: 'task-at-placer', theirs, ours: inOneExpectation });
  expect(findings.find(({ id }) => id.endsWith('#collect.sees-2'))?.verdict).toBe('warn');
  expect(notPassed(findings).filter((text) => !text.startsWith('warn'))).toEqual([]);
});
