import { describe, expect, it } from 'vitest';
import type { Verdict } from '../judge/finding.js';
import { emptyRun, judged, labReport, labRun, meta, mixedRuns, requirements } from './report.fixture.js';
import { buildReport, carriedOut } from './build-report.js';
import type { ExpectedFinding } from './compare-expected.js';
import { overallSentence } from './sentence.js';
import { VERDICTS, worstOf } from './verdicts.js';

const run = (verdicts: Record<string, Verdict> = {}) => labRun('task-at-placer', { verdicts });
const all: ExpectedFinding = { finding: '*#complete.*', verdict: 'fail', reason: 'known', line: 1 };
/** A failure in the last act but one leaves the rest unreached. */
const failing = () => run({ complete: 'fail' });
const restToo: ExpectedFinding = { ...all, finding: '*', verdict: 'not-reached' };

describe('exit code', () => {
  it.each([
    ['all passed', [run()], undefined, 0],
    ['warnings only', [run({ start: 'warn' })], undefined, 0],
    ['partly not claimed', [run({ ask: 'not-claimed' })], undefined, 0],
    ['a failure', [run(), failing()], undefined, 1],
    ['inconclusive', [run({ complete: 'inconclusive' })], undefined, 3],
    ['harness fault', [run({ complete: 'harness-fault' })], undefined, 3],
    ['a failure beside a harness fault', [failing(), run({ complete: 'harness-fault' })], undefined, 1],
    ['no run at all', [], undefined, 3],
    ['a run that did nothing', [emptyRun('messaging')], undefined, 3],
    ['a run that did nothing beside one that passed', [run(), emptyRun('messaging')], undefined, 3],
    ['an expected failure', [failing()], [all, restToo], 0],
    ['an expected failure, its consequences not', [failing()], [all], 3],
    ['a stale entry', [run()], [all], 1],
  ] as const)('%s', (_name, runs, entries, code) => {
    const { report } = labReport(runs, entries && { entries });
    expect(report.exitCode).toBe(code);
  });

  it('is not 0 when all findings pass but nothing reached the target', () => {
    const { plan, findings, ms } = run();
    const report = buildReport(meta, [{ plan, findings, ms, executed: false, history: 'h' }], requirements);
    expect(report.exitCode).toBe(3);
    expect(report.runs[0]?.verdict).toBe('inconclusive');
  });

  it('is not 0 when every single thing is not claimed', () => {
    const { plan, findings, ms } = run();
    const unclaimed = findings.map((finding) => ({ ...finding, verdict: 'not-claimed' as const }));
    const report = buildReport(meta, [{ plan, findings: unclaimed, ms, executed: true, history: 'h' }], requirements);
    expect(report.exitCode).toBe(3);
    expect(report.runs[0]?.verdict).toBe('not-claimed');
  });
});

describe('buildReport', () => {
  it('gives each run its worst verdict and its counts', () => {
    const { report } = labReport(mixedRuns());
    expect(report.runs.map((each) => each.verdict)).toEqual([
      'pass',
      'warn',
      'fail',
      'inconclusive',
      'not-claimed',
      'harness-fault',
      'pass',
      'pass',
      'fail',
    ]);
    for (const each of report.runs) {
      expect(Object.values(each.counts).reduce((sum, count) => sum + count)).toBe(each.findings.length);
    }
    expect(Object.values(report.totals).reduce((sum, count) => sum + count)).toBe(
      report.runs.flatMap((each) => each.findings).length,
    );
  });

  it('lists every requirement, also one that nothing checked', () => {
    const { report } = labReport(mixedRuns());
    expect(report.requirements.map((each) => each.key)).toEqual(requirements.map((each) => each.key));
    expect(report.requirements.find((each) => each.key === 'due-date-stated')).toMatchObject({
      findings: [],
      verdict: 'not-reached',
    });
    expect(report.requirements.find((each) => each.key === 'status-tracks-fulfilment')?.verdict).toBe('harness-fault');
  });

  it('is the same for the same input and leaves its input alone', () => {
    const runs = mixedRuns().map(judged);
    const before = structuredClone(runs);
    expect(buildReport(meta, runs, requirements)).toEqual(buildReport(meta, runs, requirements));
    expect(runs).toEqual(before);
  });
});

describe('carriedOut', () => {
  it('asks for an answer or an arrival', () => {
    const { records } = run();
    expect(carriedOut(records)).toBe(true);
    expect(carriedOut(emptyRun('messaging').records)).toBe(false);
    const unanswered = records.filter((record) => record.kind === 'http').map(({ response: _, ...rest }) => rest);
    expect(carriedOut(unanswered)).toBe(false);
  });
});

describe('worstOf', () => {
  it('orders all seven verdicts', () => {
    VERDICTS.forEach((verdict, index) => expect(worstOf(VERDICTS.slice(index).reverse())).toBe(verdict));
    expect(worstOf([])).toBeUndefined();
  });
});

describe('overallSentence', () => {
  it.each([
    [[run()], 'The run passed: '],
    [[run(), run({ start: 'warn' })], 'All 2 runs passed: '],
    [[run(), run({ ask: 'not-claimed' })], '1 of 2 runs passed: '],
    [[run(), failing()], '2 requirements of the guide are not met, seen in 1 run of 2.'],
    [[run(), run({ complete: 'inconclusive' })], 'Nothing failed, but 1 run of 2 could not be decided.'],
    [[run({ complete: 'harness-fault' }), run()], 'The harness itself failed in 1 run'],
    [[emptyRun('messaging')], 'Nothing was carried out'],
    [[], 'Nothing was run'],
  ])('%#: says what came out', (runs, sentence) => {
    expect(overallSentence(labReport(runs).report)).toContain(sentence);
  });

  it('does not call an expected failure passed, and names stale entries', () => {
    const { report } = labReport([failing(), run()], { entries: [all, restToo] });
    expect(overallSentence(report)).toMatch(/^1 of 2 runs passed: .* 6 findings occurred as expected\.$/);
    const stale = labReport([run()], { entries: [all] }).report;
    expect(overallSentence(stale)).toContain('1 expected finding no longer occurs: remove it from the list.');
  });
});
