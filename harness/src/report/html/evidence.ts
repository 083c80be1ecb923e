import type {
  Body,
  HistoryRecord,
  HttpRecord,
  ReceivedRecord,
  RunRecord,
  StepEndRecord,
} from '../../history/record.js';
import type { Verdict } from '../../judge/finding.js';
import type { InformStep, Plan } from '../../plan/plan.js';
import { sequenceOf, type Arrow } from '../../publish/sequence.js';
import { sequenceSvg } from '../../publish/sequence-svg.js';
import type { RunReport } from '../report.js';
import { VERDICTS } from '../verdicts.js';

/** All that the page shows of a run on demand. Its script (client/evidence.js) reads exactly this. */
export interface RunPayload {
  /** The sequence diagram. */
  svg: string;
  steps: StepPayload[];
  records: RecordPayload[];
  /** Bodies as compact JSON or as text, each once; records name them by index. */
  bodies: { json: boolean; text: string }[];
}

export interface StepPayload {
  id: string;
  act: string;
  /** Number of its arrow in the diagram. */
  number: number;
  label: string;
  title: string;
  /** How the harness fared: ok, refused, late, skipped, fault; or why nothing is known. */
  outcome: string;
  reason?: string;
  verdict?: Verdict;
  /** Numbers of its records. */
  records: number[];
}

export interface RecordPayload {
  n: number;
  t: number;
  kind: 'http' | 'received';
  /** `GET http://... `; for what was received, the endpoint. */
  method: string;
  url: string;
  /** Who asked whom, or what arrived for whom. */
  about: string;
  requestHeaders: Record<string, string>;
  requestBody?: number;
  status?: number;
  error?: string;
  responseHeaders?: Record<string, string>;
  responseBody?: number;
  ms?: number;
}

/** The link target of a step or record of a run in the page: never equal to a finding's id, which has no `~`. */
export function anchorOf(run: string, what: string | number): string {
  return `${run}~${what}`;
}

/** The plan that a history was made from; undefined when its first record is missing. */
export function planOf(records: readonly HistoryRecord[]): Plan | undefined {
  return records.find((record): record is RunRecord => record.kind === 'run')?.plan;
}

/** Puts a run's evidence into the form that the page shows; undefined without a plan. Pure. */
export function runPayload(run: RunReport, records: readonly HistoryRecord[]): RunPayload | undefined {
  const plan = planOf(records);
  if (!plan) return undefined;
  const model = sequenceOf(plan);
  const arrows = model.bands.flatMap((band) => band.arrows);
  const courses = new Courses(run, records);
  const verdicts = new Map<string, Verdict>();
  for (const arrow of arrows) {
    const verdict = courses.verdictOf(arrow);
    if (verdict) verdicts.set(arrow.step, verdict);
  }
  const byStep = recordsByStep(plan, run, records);
  const bodies = new BodyTable();
  const href = (step: string): string => `#${anchorOf(run.id, step)}`;
  return {
    svg: sequenceSvg(model, { verdicts, bare: true, href, idPrefix: `seq-${run.id}` }),
    steps: arrows.map((arrow, index) => stepPayload(arrow, index + 1, courses, byStep)),
    records: records.flatMap((record) => {
      if (record.kind === 'http') return [httpPayload(record, bodies)];
      return record.kind === 'received' ? [receivedPayload(record, bodies)] : [];
    }),
    bodies: bodies.all,
  };
}

function stepPayload(
  arrow: Arrow,
  number: number,
  courses: Courses,
  byStep: ReadonlyMap<string, number[]>,
): StepPayload {
  const { step, act, label, title } = arrow;
  return compact({
    id: step,
    act,
    number,
    label,
    title,
    outcome: courses.outcomeOf(arrow),
    reason: courses.endOf(arrow)?.reason,
    verdict: courses.verdictOf(arrow),
    records: byStep.get(step) ?? [],
  });
}

/** How each step of a run went, and what was found on it. A lane of a race begins and ends with the race. */
class Courses {
  private readonly ends: ReadonlyMap<string, StepEndRecord>;
  private readonly begun: ReadonlySet<string>;
  private readonly found = new Map<string, Verdict>();

  constructor(run: RunReport, records: readonly HistoryRecord[]) {
    const done = records.filter((record) => record.kind === 'done');
    this.ends = new Map(done.map((record) => [record.step, record]));
    this.begun = new Set(records.filter((record) => record.kind === 'step').map((record) => record.step));
    for (const { step, verdict } of run.findings) {
      if (step === undefined) continue;
      const known = this.found.get(step);
      if (!known || VERDICTS.indexOf(verdict) < VERDICTS.indexOf(known)) this.found.set(step, verdict);
    }
  }

  endOf(arrow: Arrow): StepEndRecord | undefined {
    return this.ends.get(arrow.step) ?? this.ends.get(arrow.race?.of ?? '');
  }

  outcomeOf(arrow: Arrow): string {
    return this.endOf(arrow)?.outcome ?? (this.hasBegun(arrow) ? 'cut off' : 'not begun');
  }

  /** The worst verdict on it; without any, what its outcome alone tells. A step that went well and was not judged has none. */
  verdictOf(arrow: Arrow): Verdict | undefined {
    const found = this.found.get(arrow.step) ?? this.found.get(arrow.race?.of ?? '');
    return found ?? outcomeVerdict(this.endOf(arrow)?.outcome, this.hasBegun(arrow));
  }

  private hasBegun(arrow: Arrow): boolean {
    return this.begun.has(arrow.step) || this.begun.has(arrow.race?.of ?? '');
  }
}

function outcomeVerdict(outcome: StepEndRecord['outcome'] | undefined, begun: boolean): Verdict | undefined {
  if (outcome === 'fault') return 'harness-fault';
  if (outcome === 'late') return 'inconclusive';
  return outcome === 'skipped' || (outcome === undefined && !begun) ? 'not-reached' : undefined;
}

/** Which records belong to which step. What arrived names no step: it belongs to the telling that it fulfils. */
function recordsByStep(plan: Plan, run: RunReport, records: readonly HistoryRecord[]): Map<string, number[]> {
  const byStep = new Map<string, number[]>();
  const add = (step: string | undefined, n: number): void => {
    if (step === undefined) return;
    const list = byStep.get(step);
    if (list) list.push(n);
    else byStep.set(step, [n]);
  };
  const arrivals = new Arrivals(plan, run, records);
  for (const record of records) {
    if (record.kind === 'http') add(record.step, record.n);
    if (record.kind === 'received') add(arrivals.stepOf(record), record.n);
  }
  return byStep;
}

/** Finds the step that something received belongs to. */
class Arrivals {
  private readonly cited = new Map<number, string>();
  private readonly tellings: { step: InformStep; from: number; until: number }[];

  constructor(plan: Plan, run: RunReport, records: readonly HistoryRecord[]) {
    const informs = plan.acts.flatMap((act) => act.steps).filter((step): step is InformStep => step.kind === 'inform');
    const ids = new Set(informs.map((step) => step.id));
    for (const { step, evidence } of run.findings) {
      if (step !== undefined && ids.has(step)) for (const n of evidence) this.cited.set(n, step);
    }
    const at = (kind: 'step' | 'done', id: string): number | undefined =>
      records.find((record) => record.kind === kind && record.step === id)?.n;
    this.tellings = informs.map((step) => ({
      step,
      from: at('step', step.of) ?? at('step', step.id) ?? Number.POSITIVE_INFINITY,
      until: at('done', step.id) ?? Number.POSITIVE_INFINITY,
    }));
  }

  /** The step whose finding cites it; else the latest telling of that actor between whose write and end it arrived. */
  stepOf(record: ReceivedRecord): string | undefined {
    const cited = this.cited.get(record.n);
    if (cited !== undefined) return cited;
    const fits = this.tellings.filter(
      ({ step, from, until }) => step.to === record.to && from < record.n && record.n < until,
    );
    return fits.at(-1)?.step.id;
  }
}

/** Bodies by content, each kept once. */
class BodyTable {
  readonly all: RunPayload['bodies'] = [];
  private readonly index = new Map<string, number>();

  /** Index of a body; undefined when there is none. */
  add(body: Body | undefined): number | undefined {
    if (!body) return undefined;
    const json = 'json' in body;
    const text = json ? JSON.stringify(body.json) : body.text;
    const key = `${json ? 'j' : 't'}${text}`;
    const known = this.index.get(key);
    if (known !== undefined) return known;
    this.index.set(key, this.all.length);
    return this.all.push({ json, text }) - 1;
  }
}

function httpPayload(record: HttpRecord, bodies: BodyTable): RecordPayload {
  const { n, t, ms, request, response, error, by, to } = record;
  return compact({
    n,
    t,
    kind: 'http' as const,
    method: request.method,
    url: request.url,
    about: `${by} asks ${to}`,
    requestHeaders: request.headers,
    requestBody: bodies.add(request.body),
    status: response?.status,
    error,
    responseHeaders: response?.headers,
    responseBody: bodies.add(response?.body),
    ms,
  });
}

function receivedPayload(record: ReceivedRecord, bodies: BodyTable): RecordPayload {
  const { n, t, request, response, what, form, to } = record;
  return compact({
    n,
    t,
    kind: 'received' as const,
    method: request.method,
    url: request.url,
    about: `${what} (${form}) reached the ${to}`,
    requestHeaders: request.headers,
    requestBody: bodies.add(request.body),
    status: response.status,
    responseBody: bodies.add(response.body),
  });
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the keys that have no value. */
function compact<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
