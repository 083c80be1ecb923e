import type { Guide } from '../../guide/guide.js';
import { keyOf, type InstanceKey, type Resource } from '../../guide/resource.js';
import type { NewRecord } from '../../history/recorder.js';
import { HISTORY_SCHEMA, type HistoryRecord } from '../../history/record.js';
import type { Plan, PlanActor, Step, WriteStep } from '../../plan/plan.js';
import { referredKeys } from '../../plan/references.js';
import type { Finding } from '../finding.js';
import { judgeRun } from '../judge.js';
import { RunView } from '../view.js';

/** One write of a told history: the resource as it is from then on. `by` undefined: someone whom the harness does not play. */
export interface ToldWrite {
  by?: string;
  body: Resource;
}

/** Who is in a told history; the Placer hosts everything. */
export const PARTIES: readonly PlanActor[] = [
  actor('placer', 'placer', 'Organization/general-practice', true),
  actor('fulfiller', 'fulfiller', 'Organization/city-lab', true),
  actor('other', 'fulfiller', 'Organization/east-lab', false),
];

function actor(name: string, is: string, as: InstanceKey, hosts: boolean): PlanActor {
  return { name, is, title: name, as, hosts, external: false };
}

const BASE = 'http://placer.example/fhir';

/** Findings of one law on a history in which these writes were made, one after the other, at the Placer's. */
export function lawFindings(law: string, writes: readonly ToldWrite[], guide: Guide): Finding[] {
  return judgeRun(historyOf(writes), guide).filter(
    ({ id }) => id.includes(`#law.${law}.`) || id.endsWith(`#law.${law}`),
  );
}

/** Such a history as judges see it. */
export function viewOf(writes: readonly ToldWrite[], guide: Guide): RunView {
  return new RunView(historyOf(writes), guide);
}

/** The records of such a run: each write answered, then every version of each resource asked for. */
export function historyOf(writes: readonly ToldWrite[]): HistoryRecord[] {
  const versions = new Map<InstanceKey, Resource[]>();
  const records: NewRecord[] = [];
  const steps: Step[] = [];
  writes.forEach(({ by, body }, index) => {
    const key = keyOf(body);
    const known = versions.get(key) ?? [];
    const meta = {
      ...body.meta,
      versionId: String(known.length + 1),
      lastUpdated: `2026-03-02T10:00:${String(index).padStart(2, '0')}Z`,
    };
    const stored = { ...body, meta };
    versions.set(key, [...known, stored]);
    if (by !== undefined) {
      const step = writeStep(`write-${index + 1}`, by, key, known.length === 0);
      steps.push(step);
      records.push({ kind: 'step', step: step.id }, written(step, stored), {
        kind: 'done',
        step: step.id,
        outcome: 'ok',
      });
    }
  });
  for (const [key, bodies] of versions) {
    const step: Step = { kind: 'history', id: `history-${key}`, title: key, by: 'placer', at: 'placer', key };
    steps.push(step);
    records.push({ kind: 'step', step: step.id }, asked(step.id, key, bodies), {
      kind: 'done',
      step: step.id,
      outcome: 'ok',
    });
  }
  const bound = boundTo(writes).map((key): NewRecord => ({
    kind: 'bound',
    key,
    holder: 'placer',
    url: `${BASE}/${key}`,
  }));
  const all = [
    runRecord(planOf(writes, steps)),
    ...bound,
    ...records,
    { kind: 'end', outcome: 'finished' } as NewRecord,
  ];
  return all.map((record, index) => ({ n: index + 1, t: index, ...record }) as HistoryRecord);
}

/** The same history when the fulfiller, or who is named, is the system under test: what no played actor wrote may be its. */
export function underTest(
  records: readonly HistoryRecord[],
  external: readonly string[] = ['fulfiller'],
): HistoryRecord[] {
  return records.map((record) =>
    record.kind === 'run'
      ? {
          ...record,
          plan: {
            ...record.plan,
            actors: record.plan.actors.map((actor) => ({ ...actor, external: external.includes(actor.name) })),
          },
        }
      : record,
  );
}

function boundTo(writes: readonly ToldWrite[]): InstanceKey[] {
  const referred = writes.flatMap(({ body }) => [keyOf(body), ...referredKeys(body)]);
  return [...new Set([...referred, ...PARTIES.map(({ as }) => as)])];
}

function writeStep(id: string, by: string, key: InstanceKey, first: boolean): WriteStep {
  const op = first ? 'create' : 'update';
  return {
    kind: 'write',
    id,
    title: `${by} writes ${key}`,
    by,
    at: 'placer',
    key,
    op,
    set: {},
    guard: first ? 'none' : 'current',
  };
}

function written(step: WriteStep, body: Resource): NewRecord {
  const create = step.op === 'create';
  const [type] = step.key.split('/');
  const headers = {
    etag: `W/"${body.meta?.versionId ?? ''}"`,
    ...(create ? { location: `${BASE}/${step.key}/_history/1` } : {}),
  };
  const url = `${BASE}/${create ? type : step.key}`;
  return {
    kind: 'http',
    step: step.id,
    by: step.by,
    to: 'placer',
    request: { method: create ? 'POST' : 'PUT', url, headers: { 'if-match': 'W/"1"' }, body: { json: body } },
    response: { status: create ? 201 : 200, headers, body: { json: body } },
    ms: 1,
  };
}

function asked(step: string, key: InstanceKey, bodies: readonly Resource[]): NewRecord {
  const bundle = {
    resourceType: 'Bundle',
    type: 'history',
    entry: [...bodies].reverse().map((resource) => ({ resource })),
  };
  return {
    kind: 'http',
    step,
    by: 'placer',
    to: 'placer',
    request: { method: 'GET', url: `${BASE}/${key}/_history?_count=200`, headers: {} },
    response: { status: 200, headers: {}, body: { json: bundle } },
    ms: 1,
  };
}

function planOf(writes: readonly ToldWrite[], steps: Step[]): Plan {
  const authors = new Map([...writes].reverse().map(({ by, body }) => [keyOf(body), by ?? 'fulfiller']));
  return {
    id: 'told@task-at-placer',
    flow: 'told',
    exchange: 'task-at-placer',
    title: 'A told history',
    actors: [...PARTIES],
    instances: Object.fromEntries(
      [...authors].map(([key, author]) => [key, { key, author, homes: ['placer'], given: false }]),
    ),
    acts: [{ id: 'told', kind: 'final', title: 'All that was written', verifies: [], steps, checks: [] }],
  };
}

function runRecord(plan: Plan): NewRecord {
  return {
    kind: 'run',
    schema: HISTORY_SCHEMA,
    plan,
    guide: { packageId: 'told', version: '0' },
    target: {
      name: 'told',
      servers: { placer: BASE, fulfiller: 'http://fulfiller.example/fhir' },
      claims: {},
      boundMs: 1000,
    },
    startedAt: '2026-03-02T10:00:00Z',
    suffix: '-told',
    shiftMs: 0,
  };
}
