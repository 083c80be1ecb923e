import { describe, expect, it } from 'vitest';
import { labRun } from './report.fixture.js';
import { compareExpected } from './compare-expected.js';
import { ExpectedFileError, parseExpected } from './expected.js';

const entry = (finding: string, verdict = 'fail', reason = 'known') => ({
  ...parseExpected(JSON.stringify([{ finding, verdict, reason }]), 'x')[0]!,
});

describe('parseExpected', () => {
  it('reads YAML and JSON', () => {
    const yaml = '# known\n- finding: "a@b#c.d"\n  verdict: fail\n  reason: not yet done\n';
    expect(parseExpected(yaml, 'known.yaml')).toEqual([
      { finding: 'a@b#c.d', verdict: 'fail', reason: 'not yet done', line: 2 },
    ]);
    expect(parseExpected('[{"finding":"a","verdict":"warn","reason":"r"}]', 'known.json')).toHaveLength(1);
    expect(parseExpected('# nothing yet\n', 'known.yaml')).toEqual([]);
  });

  it.each([
    ['finding: a\n', 'known.yaml:1: must be a list'],
    ['- a\n', 'known.yaml:1: an entry must have finding, verdict, reason'],
    ['- finding: a\n  verdict: fail\n', 'known.yaml:1: "reason" must be a text: why it is tolerated'],
    ['- finding: a\n  verdict: fail\n  reason: ""\n', 'known.yaml:3: "reason" must be a text'],
    ['\n- finding: a\n  verdict: pass\n  reason: r\n', 'known.yaml:3: verdict "pass" cannot be expected; use fail,'],
    ['- finding: a\n  verdict: harness-fault\n  reason: r\n', 'known.yaml:2: verdict "harness-fault" cannot'],
    ['- finding: a\n  verdict: fail\n  reason: r\n  why: x\n', 'known.yaml:4: unknown "why"; an entry has finding,'],
    [
      '- {finding: a, verdict: fail, reason: r}\n- {finding: a, verdict: warn, reason: r}\n',
      'known.yaml:2: "a" is listed already in line 1',
    ],
    ['- finding: "a\n', 'known.yaml:'],
    ['- {finding: a\n', 'known.yaml:'],
  ])('names file and line for %j', (text, message) => {
    expect(() => parseExpected(text, 'known.yaml')).toThrow(ExpectedFileError);
    expect(() => parseExpected(text, 'known.yaml')).toThrow(message);
  });
});

describe('compareExpected', () => {
  const { findings, plan } = labRun('task-at-placer', { verdicts: { complete: 'fail' } });
  const failed = findings.filter((finding) => finding.verdict === 'fail').map((finding) => finding.id);

  it('meets findings by id and by pattern', () => {
    const one = compareExpected([entry(failed[0]!)], findings, [plan.id]);
    expect(one).toEqual({ met: [failed[0]], stale: [], reasons: { [failed[0]!]: 'known' } });
    expect(compareExpected([entry('simple-lab-order@*#complete.*')], findings, [plan.id]).met).toEqual(failed);
  });

  it('calls an entry stale when its finding does not occur, or occurs with another verdict', () => {
    const pass = findings.find((finding) => finding.verdict === 'pass')!.id;
    expect(compareExpected([entry(pass)], findings, [plan.id])).toMatchObject({ met: [], stale: [pass] });
    expect(compareExpected([entry(failed[0]!, 'warn')], findings, [plan.id]).stale).toHaveLength(1);
  });

  it('takes nothing but * as a pattern', () => {
    const dotted = failed[0]!.replace('-', '.');
    expect(compareExpected([entry(dotted)], findings, [plan.id]).met).toEqual([]);
  });

  it('leaves alone what is about a run that was left out, but not what names no run at all', () => {
    const selectable = [plan.id, 'bidding@messaging'];
    expect(compareExpected([entry('bidding@*#a.b')], findings, [plan.id], selectable).stale).toEqual([]);
    expect(compareExpected([entry('biding@*#a.b')], findings, [plan.id], selectable).stale).toEqual(['biding@*#a.b']);
    expect(compareExpected([entry('*.nothing')], findings, [plan.id], selectable).stale).toEqual(['*.nothing']);
    expect(compareExpected([entry('bidding@messaging*')], findings, [plan.id], selectable).stale).toEqual([]);
    expect(compareExpected([entry('bidding*')], findings, [plan.id], [plan.id]).stale).toEqual(['bidding*']);
  });

  it('leaves alone what was not decided this time', () => {
    const [first, ...rest] = findings;
    const undecided = [{ ...first!, verdict: 'not-reached' as const }, ...rest];
    expect(compareExpected([entry(first!.id)], undecided, [plan.id]).stale).toEqual([]);
    expect(compareExpected([entry(first!.id)], rest, [plan.id]).stale).toEqual([first!.id]);
  });
});
