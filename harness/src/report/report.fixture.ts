import type { Requirement } from '../guide/guide.js';
import { HISTORY_SCHEMA, type Body, type HistoryRecord, type HttpRecord } from '../history/record.js';
import { buildReport, carriedOut, type ExpectedInput, type JudgedRun, type ReportMeta } from './build-report.js';
import type { Report, RunEvidence } from './report.js';
import type { Finding, Verdict } from '../judge/finding.js';
import type { ExchangeId, InformStep, Plan, PlanAct, ReadStep, Step, WriteStep } from '../plan/plan.js';

/** What a hostile or careless server might send: every report must show it as text and nothing else. */
export const HOSTILE = {
  script: '<script>alert(1)</script>',
  close: '</script><img src=x onerror="alert(2)">',
  cdata: ']]><!-- --!>',
  separators: 'line\u2028paragraph\u2029end',
  control: 'bell\u0007 null\u0000 escape\u001b[31mred\u001b[0m\u001b]8;;http://evil.example\u0007link',
  surrogate: 'lone \ud800 half',
  bidi: 'left\u202Eright',
  template: '{{constructor.constructor "alert(3)"}} ${alert(4)}',
  long: 'very long '.repeat(2000),
} as const;

/** All of it in one string. */
export const hostileText = Object.values(HOSTILE).join(' | ');

export const requirements: Requirement[] = [
  requirement(
    'coordination-task-shared',
    'task-basics',
    'The Placer SHALL share a Coordination Task with the Fulfiller that it asks.',
  ),
  requirement('focus-is-the-request', 'task-basics', 'A Coordination Task SHALL refer to its Request by focus.'),
  requirement(
    'status-tracks-fulfilment',
    'task-lifecycle',
    'The status of the Coordination Task SHALL follow the progress of the work.',
    ['fulfiller'],
  ),
  requirement('stale-update-refused', 'task-lifecycle', 'A server SHALL refuse an update that names an old version.'),
  {
    ...requirement('due-date-stated', 'task-lifecycle', 'A Placer SHOULD state until when it needs the result.'),
    conformance: 'SHOULD',
  },
  {
    ...requirement('humans-agree', 'agreements', 'Parties SHALL agree on what is tested where.'),
    untestable: 'an agreement between people',
  },
  requirement('told-of-changes', 'notifications', 'The subscribed party SHALL be told of every change.'),
];

function requirement(key: string, theme: string, text: string, actors = ['placer']): Requirement {
  return { key, theme, text, actors, conformance: 'SHALL', page: `${theme}.html#${key}` };
}

type Party = 'placer' | 'fulfiller';

/** A small lab order over one exchange, as the planner would lay it out. */
export function labPlan(exchange: ExchangeId, branch?: string): Plan {
  const home: Party = exchange.includes('fulfiller') ? 'fulfiller' : 'placer';
  const flow = 'simple-lab-order';
  return {
    id: `${flow}${branch ? `/${branch}` : ''}@${exchange}`,
    flow,
    ...(branch ? { branch } : {}),
    exchange,
    title: `One lab test, ordered, performed and reported${branch ? `: ${branch}` : ''}`,
    actors: [
      {
        name: 'placer',
        is: 'placer',
        title: 'Placer',
        as: 'Organization/general-practice',
        hosts: true,
        external: false,
      },
      {
        name: 'fulfiller',
        is: 'fulfiller',
        title: 'Fulfiller',
        as: 'Organization/city-lab',
        hosts: true,
        external: exchange === 'task-at-fulfiller',
      },
    ],
    instances: {},
    acts: [givenAct(exchange, home), ...storyActs(exchange, home, branch), finalAct(home)],
  };
}

function givenAct(exchange: ExchangeId, home: Party): PlanAct {
  const keys = ['Patient/amy', 'PractitionerRole/dr-lee', 'Organization/general-practice', 'Organization/city-lab'];
  const steps: Step[] = [
    {
      kind: 'given',
      id: 'given.placer',
      title: 'Placer holds what was there before',
      by: 'placer',
      at: 'placer',
      keys,
    },
  ];
  if (howTold(exchange) === 'notification') {
    const by = home === 'placer' ? 'fulfiller' : 'placer';
    steps.push({
      kind: 'subscribe',
      id: 'given.subscribe',
      title: `${by} subscribes`,
      by,
      at: home,
      about: home === 'placer' ? 'owner' : 'requester',
      as: 'Organization/city-lab',
    });
  }
  return act('given', 'given', 'What is there before', steps);
}

function howTold(exchange: ExchangeId): InformStep['how'] {
  if (exchange.startsWith('messaging')) return 'message';
  return exchange.endsWith('polling') ? 'poll' : 'notification';
}

function storyActs(exchange: ExchangeId, home: Party, branch?: string): PlanAct[] {
  const task = 'Task/cbc-coordination';
  const told = (actId: string, by: Party, to: Party): InformStep => ({
    kind: 'inform',
    id: `${actId}.told-${to}`,
    title: `The ${to} learns of it`,
    by,
    to,
    at: exchange === 'messaging' ? by : home,
    how: to === home && exchange !== 'messaging' ? 'own' : howTold(exchange),
    key: task,
    of: `${actId}.write`,
    ...(exchange === 'messaging'
      ? {
          carries: 'content' as const,
          bundle: [task, 'ServiceRequest/cbc-order', 'Patient/amy'],
          twice: actId === 'ask',
        }
      : {}),
  });
  const at = (by: Party): Party => (exchange === 'messaging' ? by : home);
  const update = (id: string, title: string, by: Party, set: Record<string, unknown>): PlanAct =>
    act(
      id,
      'update',
      title,
      [
        write(`${id}.write`, by, at(by), task, 'update', set),
        told(id, by, by === 'placer' ? 'fulfiller' : 'placer'),
        read(`${id}.sees`, 'placer', at('placer'), task, 'expect'),
      ],
      by,
    );
  const middle = branch
    ? [
        update('decline', 'The lab declines', 'fulfiller', {
          status: 'rejected',
          statusReason: { text: 'no capacity' },
        }),
      ]
    : [
        update('accept', 'The lab accepts', 'fulfiller', { status: 'accepted' }),
        update('start', 'The lab starts, and tells how far it is', 'fulfiller', {
          status: 'in-progress',
          businessStatus: { coding: [{ code: 'specimen-collected' }] },
        }),
        update('complete', 'The lab completes the Task', 'fulfiller', {
          status: 'completed',
          output: [{ type: { text: 'report' } }],
        }),
      ];
  return [
    act(
      'authorize',
      'create',
      'The Placer authorizes the test',
      [write('authorize.write', 'placer', 'placer', 'ServiceRequest/cbc-order', 'create')],
      'placer',
    ),
    act(
      'ask',
      'create',
      'The Placer asks the lab to fulfil it',
      [
        write('ask.write', 'placer', at('placer'), task, 'create'),
        told('ask', 'placer', 'fulfiller'),
        read('ask.sees', 'fulfiller', at('fulfiller'), task, 'told'),
      ],
      'placer',
    ),
    ...middle,
    act(
      'stale',
      'update',
      'The Placer writes with an old version',
      [
        {
          ...write('stale.write', 'placer', at('placer'), task, 'update', { priority: 'urgent' }),
          guard: 'stale',
          refused: 'stale',
        },
      ],
      'placer',
    ),
  ];
}

function finalAct(home: Party): PlanAct {
  return act('final', 'final', 'What everyone sees in the end', [
    {
      kind: 'history',
      id: 'final.history',
      title: `All versions of the Task`,
      by: 'placer',
      at: home,
      key: 'Task/cbc-coordination',
    },
    { kind: 'audit', id: 'final.audit-placer', title: 'Placer follows every reference it has seen', by: 'placer' },
  ]);
}

function act(id: string, kind: PlanAct['kind'], title: string, steps: Step[], by?: string): PlanAct {
  const checks = steps
    .filter((step) => step.kind === 'read')
    .map((step) => ({
      id: 'sees-1',
      actor: step.by,
      key: step.key,
      that: "status = 'accepted'",
      verifies: ['status-tracks-fulfilment'],
      step: step.id,
    }));
  return { id, kind, title, verifies: ['coordination-task-shared'], steps, checks, ...(by ? { by } : {}) };
}

function write(
  id: string,
  by: Party,
  at: Party,
  key: string,
  op: 'create' | 'update',
  set: Record<string, unknown> = {},
): WriteStep {
  return {
    kind: 'write',
    id,
    title: `${by} ${op}s ${key}`,
    by,
    at,
    key,
    op,
    set,
    guard: op === 'update' ? 'current' : 'none',
  };
}

function read(id: string, by: Party, at: Party, key: string, why: ReadStep['why']): ReadStep {
  return { kind: 'read', id, title: `${by} reads ${key}`, by, at, key, why };
}

/** How the run of a fixture goes. */
export interface Course {
  /** Verdicts of checks that do not pass, by act. */
  verdicts?: Record<string, Verdict>;
  /** Server text that goes into bodies, headers, urls and findings. */
  text?: string;
}

/** A run with all that belongs to it: what perform would have recorded and the judge found. */
export interface FixtureRun {
  plan: Plan;
  records: HistoryRecord[];
  findings: Finding[];
  ms: number;
}

/** Plays a plan on paper: every step is answered as a server would. */
export function labRun(exchange: ExchangeId, course: Course = {}, branch?: string): FixtureRun {
  const plan = labPlan(exchange, branch);
  const recorder = new Recorder(plan, course);
  for (const planAct of plan.acts) recorder.play(planAct);
  recorder.end();
  return { plan, records: recorder.records, findings: recorder.findings, ms: recorder.records.at(-1)?.t ?? 0 };
}

/** A run of which nothing was carried out: only its first record exists. */
export function emptyRun(exchange: ExchangeId): FixtureRun {
  const plan = labPlan(exchange);
  return { plan, records: new Recorder(plan, {}).records, findings: [], ms: 0 };
}

/** A record before it has its place in the history. */
type Unnumbered<T> = T extends HistoryRecord ? Omit<T, 'n' | 't'> : never;

class Recorder {
  readonly records: HistoryRecord[] = [];
  readonly findings: Finding[] = [];
  private broken = false;

  constructor(
    private readonly plan: Plan,
    private readonly course: Course,
  ) {
    const servers = { placer: 'http://127.0.0.1:4001/fhir', fulfiller: 'http://127.0.0.1:4002/fhir' };
    this.add({
      kind: 'run',
      schema: HISTORY_SCHEMA,
      plan,
      guide: { packageId: 'hl7.fhir.uv.cow', version: '0.1.0' },
      target: { name: 'embedded', servers, claims: {}, boundMs: 5000 },
      startedAt: '2026-01-02T03:04:05.000Z',
      suffix: '-r1',
      shiftMs: 0,
    });
  }

  play(planAct: PlanAct): void {
    for (const step of planAct.steps) this.playStep(planAct, step);
    const verdict = this.course.verdicts?.[planAct.id];
    if (verdict === 'fail') this.broken = true;
  }

  end(): void {
    this.add({ kind: 'end', outcome: this.broken ? 'stopped' : 'finished' });
  }

  private playStep(planAct: PlanAct, step: Step): void {
    const verdict = this.broken ? 'not-reached' : (this.course.verdicts?.[planAct.id] ?? 'pass');
    if (this.broken) {
      this.judge(planAct, step, verdict, []);
      return;
    }
    this.add({ kind: 'step', step: step.id });
    const evidence = this.carryOut(step);
    this.add({ kind: 'done', step: step.id, outcome: verdict === 'inconclusive' ? 'late' : 'ok' });
    if (planAct.kind !== 'given') this.judge(planAct, step, verdict, evidence);
  }

  private carryOut(step: Step): number[] {
    if (step.kind === 'audit') return [];
    if (step.kind === 'inform') return step.how === 'own' ? [] : [this.receive(step)];
    if (step.kind === 'given') return step.keys.map((key) => this.http(step, 'PUT', key, 201));
    if (step.kind === 'race') return step.lanes.map((lane) => this.http(lane, 'PUT', lane.key, 200));
    const key = 'key' in step ? step.key : 'Subscription';
    if (step.kind === 'write' && step.refused) return [this.http(step, 'PUT', key, 412)];
    if (step.kind === 'write')
      return [this.http(step, step.op === 'create' ? 'POST' : 'PUT', key, step.op === 'create' ? 201 : 200)];
    return [this.http(step, 'GET', step.kind === 'history' ? `${key}/_history` : key, 200)];
  }

  private http(step: Step, method: string, key: string, status: number): number {
    const to = 'at' in step ? step.at : step.by;
    const base = to === 'placer' ? 'http://127.0.0.1:4001/fhir' : 'http://127.0.0.1:4002/fhir';
    const body = { json: resource(key, this.course.text) };
    const record: Unnumbered<HttpRecord> = {
      kind: 'http',
      step: step.id,
      by: step.by,
      to,
      request: {
        method,
        url: `${base}/${key}`,
        headers: { accept: 'application/fhir+json' },
        ...(method === 'GET' ? {} : { body }),
      },
      response: {
        status,
        headers: { etag: 'W/"1"', 'x-powered-by': this.course.text?.slice(0, 300) ?? 'lab' },
        body: status < 400 ? body : outcome(this.course.text),
      },
      ms: 3,
    };
    return this.add(record);
  }

  private receive(step: InformStep): number {
    const message = step.how === 'message';
    return this.add({
      kind: 'received',
      to: step.to,
      what: message ? 'message' : 'notification',
      form: message ? 'message' : 'backport',
      request: {
        method: 'POST',
        url: 'http://127.0.0.1:4900/fulfiller',
        headers: { 'content-type': 'application/fhir+json' },
        body: {
          json: {
            resourceType: 'Bundle',
            type: message ? 'message' : 'history',
            entry: [{ resource: resource(step.key, this.course.text) }],
          },
        },
      },
      response: { status: 200 },
    });
  }

  private judge(planAct: PlanAct, step: Step, verdict: Verdict, evidence: number[]): void {
    const text = this.course.text;
    const name = step.id.split('.').slice(1).join('.');
    this.findings.push({
      id: `${this.plan.id}#${planAct.id}.${name}`,
      run: this.plan.id,
      act: planAct.id,
      step: step.id,
      title: `${step.kind} answered as it should`,
      verdict,
      requirements: step.kind === 'inform' ? ['told-of-changes'] : ['status-tracks-fulfilment'],
      expected: `The server answers ${step.kind} with 200 and the resource.`,
      seen: verdict === 'pass' ? 'It did.' : `It answered otherwise${text ? `: ${text}` : ' with status 500.'}`,
      evidence,
    });
  }

  private add(record: Unnumbered<HistoryRecord>): number {
    const n = this.records.length + 1;
    this.records.push({ ...record, n, t: n * 2 });
    return n;
  }
}

function resource(key: string, text?: string): unknown {
  const [resourceType = 'Basic', id = 'x'] = key.split('/');
  return {
    resourceType,
    id,
    meta: { versionId: '1', lastUpdated: '2026-01-02T03:04:06.000Z' },
    status: 'requested',
    intent: 'order',
    code: {
      coding: [
        { system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill', display: 'Fulfill the focal request' },
      ],
    },
    focus: { reference: 'ServiceRequest/cbc-order-r1' },
    for: { reference: 'Patient/amy-r1', display: text ?? 'Amy' },
    identifier: [{ system: 'http://example.org/placer', value: `${id}-r1` }],
  };
}

function outcome(text?: string): Body {
  return {
    json: {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'conflict', diagnostics: text ?? 'The version is not the newest.' }],
    },
  };
}

/** Everything that `buildReport` needs besides runs. */
export const meta: ReportMeta = {
  tool: { name: 'cow', version: '0.1.0', node: 'v20.20.0' },
  guide: { packageId: 'hl7.fhir.uv.cow', version: '0.1.0', title: 'Clinical Order Workflows' },
  target: 'embedded',
  startedAt: '2026-01-02T03:04:05.000Z',
  ms: 1234,
};

/** A run as the command hands it to `buildReport`. */
export function judged(run: FixtureRun): JudgedRun {
  const { plan, findings, ms, records } = run;
  return {
    plan,
    findings,
    ms,
    executed: carriedOut(records),
    history: `history/${plan.id.replaceAll('/', '+')}.jsonl`,
  };
}

/** A report over these runs, with the evidence of each. */
export function labReport(
  runs: readonly FixtureRun[],
  expected?: ExpectedInput,
): { report: Report; evidence: RunEvidence[] } {
  const report = buildReport(meta, runs.map(judged), requirements, expected);
  return { report, evidence: report.runs.map((run, index) => ({ run, records: runs[index]?.records ?? [] })) };
}

/** One run of each exchange: most pass, one fails, one warns, one waits in vain, one is not claimed, one is our own fault. */
export function mixedRuns(text: string = hostileText): FixtureRun[] {
  return [
    labRun('task-at-placer', { text }),
    labRun('task-at-placer-polling', { verdicts: { start: 'warn' }, text }),
    labRun('task-at-fulfiller', { verdicts: { accept: 'fail' }, text }),
    labRun('task-at-fulfiller-polling', { verdicts: { complete: 'inconclusive' }, text }),
    labRun('messaging', { verdicts: { ask: 'not-claimed' }, text }),
    labRun('messaging-rest-at-placer', { verdicts: { final: 'harness-fault' }, text }),
    labRun('messaging-rest-at-fulfiller', { text }),
    labRun('task-at-placer', { text }, 'declined'),
    labRun('messaging', { verdicts: { decline: 'fail' }, text }, 'declined'),
  ];
}
