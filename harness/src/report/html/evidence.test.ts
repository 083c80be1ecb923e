import { describe, expect, it } from 'vitest';
import type { HistoryRecord } from '../../history/record.js';
import type { Finding, Verdict } from '../../judge/finding.js';
import type { Plan, WriteStep } from '../../plan/plan.js';
import { labPlan, labReport, labRun } from '../report.fixture.js';
import { runPayload } from './evidence.js';

function payloadOf(run: { plan: Plan; records: HistoryRecord[]; findings: Finding[]; ms: number }) {
  const { report } = labReport([run]);
  const payload = runPayload(report.runs[0]!, run.records);
  if (!payload) throw new Error('no payload');
  return payload;
}

/** A run of one act in which two write at the same time, recorded as the performer does it: the race begins and ends, lanes ask. */
function raceRun(verdict: Verdict) {
  const plan = labPlan('task-at-placer');
  const [write] = plan.acts.flatMap((act) => act.steps).filter((step): step is WriteStep => step.kind === 'write');
  const lanes = ['claim.a', 'claim.b'].map((id) => ({ ...write!, id }));
  const race = { kind: 'race' as const, id: 'claim.race', title: 'Two claim', by: 'placer', winners: 1, lanes };
  plan.acts = [{ id: 'claim', kind: 'race', title: 'Two claim', verifies: [], checks: [], steps: [race] }];
  const asked = (n: number, step: string, status: number): HistoryRecord => {
    const request = { method: 'PUT', url: 'http://127.0.0.1:1/Task/1', headers: {} };
    return {
      kind: 'http',
      n,
      t: n,
      step,
      by: 'placer',
      to: 'placer',
      request,
      response: { status, headers: {} },
      ms: 1,
    };
  };
  const first = { ...labRun('task-at-placer').records[0]!, plan } as HistoryRecord;
  const records: HistoryRecord[] = [
    first,
    { kind: 'step', n: 2, t: 2, step: 'claim.race' },
    asked(3, 'claim.a', 200),
    asked(4, 'claim.b', 412),
    { kind: 'done', n: 5, t: 5, step: 'claim.race', outcome: 'ok' },
  ];
  const id = `${plan.id}#claim.race`;
  const finding = { id, run: plan.id, act: 'claim', step: 'claim.race', title: 'One wins', verdict, requirements: [] };
  return {
    plan,
    records,
    findings: [{ ...finding, expected: 'One wins.', seen: 'One won.', evidence: [3, 4] }],
    ms: 5,
  };
}

describe('runPayload', () => {
  it('gives every lane of a race its own answer, and the verdict and outcome of the race', () => {
    const { steps } = payloadOf(raceRun('fail'));
    expect(steps.map(({ id, records, verdict, outcome }) => [id, records, verdict, outcome])).toEqual([
      ['claim.a', [3], 'fail', 'ok'],
      ['claim.b', [4], 'fail', 'ok'],
    ]);
  });

  it('tells what was not begun, cut off, late or a fault of our own, where nothing was judged', () => {
    const run = labRun('task-at-placer');
    const write = (records: HistoryRecord[]) =>
      payloadOf({ ...run, records, findings: [] }).steps.find((step) => step.id === 'ask.write');
    const ended = (outcome: 'late' | 'fault' | 'skipped' | 'ok') =>
      run.records.map((record) =>
        record.kind === 'done' && record.step === 'ask.write' ? { ...record, outcome, reason: 'why' } : record,
      );
    expect(write(ended('ok'))).not.toHaveProperty('verdict');
    expect(write(ended('late'))).toMatchObject({ verdict: 'inconclusive', outcome: 'late', reason: 'why' });
    expect(write(ended('fault'))).toMatchObject({ verdict: 'harness-fault' });
    expect(write(ended('skipped'))).toMatchObject({ verdict: 'not-reached' });
    expect(write(run.records.slice(0, 1))).toMatchObject({ verdict: 'not-reached', outcome: 'not begun' });
    const begun = run.records.findIndex((record) => record.kind === 'step' && record.step === 'ask.write');
    expect(write(run.records.slice(0, begun + 1))).toMatchObject({ outcome: 'cut off' });
  });

  it('shows the worst of several verdicts on a step', () => {
    const run = labRun('task-at-placer');
    const ask = run.findings.find((finding) => finding.step === 'ask.write')!;
    const findings = [ask, { ...ask, id: `${ask.id}.2`, verdict: 'fail' as const }, { ...ask, id: `${ask.id}.3` }];
    expect(payloadOf({ ...run, findings }).steps.find((step) => step.id === 'ask.write')?.verdict).toBe('fail');
  });

  it('leaves what arrived unasked for to no step', () => {
    const run = labRun('task-at-placer-polling');
    const received = labRun('task-at-placer').records.find((record) => record.kind === 'received')!;
    const stray = { ...received, n: 900 } as HistoryRecord;
    const { steps, records } = payloadOf({ ...run, records: [...run.records, stray] });
    expect(records.some((record) => record.n === 900)).toBe(true);
    expect(steps.flatMap((step) => step.records)).not.toContain(900);
  });

  it('gives what came too late to the telling whose finding cites it', () => {
    const run = labRun('task-at-placer');
    const received = run.records.find((record) => record.kind === 'received')!;
    const late = { ...received, n: 900 } as HistoryRecord;
    const findings = run.findings.map((finding) =>
      finding.step === 'ask.told-fulfiller' ? { ...finding, evidence: [900] } : finding,
    );
    const { steps } = payloadOf({ ...run, records: [...run.records, late], findings });
    expect(steps.find((step) => step.id === 'ask.told-fulfiller')?.records).toContain(900);
  });
});
