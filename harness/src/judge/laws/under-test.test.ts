import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import type { HistoryRecord } from '../../history/record.js';
import { judgeRun } from '../judge.js';
import { historyOf, underTest, type ToldWrite } from './history.fixture.js';

const guide = loadGuide();
const asked = guide.instance('Task/cbc-coordination') as Resource;
const lab = { reference: 'Organization/city-lab' };
const practice = { reference: 'Organization/general-practice' };
const reason = { text: 'No longer needed' };

const ask: ToldWrite = { by: 'placer', body: asked };
const then = (set: object): ToldWrite => ({ body: { ...asked, ...set } });
const cancelled: ToldWrite = { by: 'placer', body: { ...asked, status: 'cancelled', statusReason: reason } };

function verdict(law: string, ...writes: ToldWrite[]): string {
  const found = judgeRun(underTest(historyOf(writes)), guide).filter(({ id }) => id.includes(`#law.${law}.`));
  return found.map((finding) => finding.verdict).join(' ') || 'none';
}

describe('laws on who writes, when the fulfiller is the system under test', () => {
  it.each<[string, string, string, ToldWrite[]]>([
    ['cancelled-rests', 'leaves a cancelled Task alone', 'pass', [ask, cancelled]],
    [
      'cancelled-rests',
      'goes on in a cancelled Task',
      'fail',
      [ask, cancelled, then({ status: 'cancelled', statusReason: reason, note: [{ text: 'going on' }] })],
    ],
    ['accepted-has-owner', 'accepts what it owns', 'pass', [ask, then({ status: 'accepted' })]],
    [
      'accepted-has-owner',
      'accepts in the name of another',
      'fail',
      [ask, then({ status: 'accepted', owner: practice })],
    ],
    ['task-part', 'writes what it owns', 'pass', [ask, then({ status: 'accepted', owner: lab })]],
    [
      'task-part',
      'writes what it neither owns nor requested',
      'fail',
      [{ by: 'placer', body: { ...asked, owner: practice } }, then({ owner: lab })],
    ],
  ])('%s: it %s', (law, _what, expected, writes) => {
    expect(verdict(law, ...writes)).toBe(expected);
  });
});

describe('a system under test that plays several parties', () => {
  const order = guide.instance('ServiceRequest/cbc-order') as Resource;
  const others = { ...asked, owner: { reference: 'Organization/east-lab' } };
  const writes: ToldWrite[] = [
    { by: 'placer', body: order },
    { by: 'placer', body: others },
    { body: { ...others, status: 'accepted' } as Resource },
  ];
  const verdicts = (...external: string[]): string[] =>
    judgeRun(underTest(historyOf(writes), external), guide)
      .filter(({ id }) => id.includes('#law.request-performer.'))
      .map(({ verdict }) => verdict);

  it('wrote as the owner what the owner may', () => {
    expect(verdicts('fulfiller', 'other')).toEqual(['pass']);
  });

  it('wrote as the one it plays', () => {
    expect(verdicts('fulfiller')).toEqual(['fail']);
  });
});

describe('a copy of what a laboratory reports', () => {
  const instance = (key: string): Resource => guide.instance(key) as Resource;
  const writes: ToldWrite[] = [
    { by: 'fulfiller', body: { ...instance('DiagnosticReport/cbc-report'), conclusion: 'As expected' } },
    { by: 'placer', body: instance('DiagnosticReport/cbc-report-copy') },
    { by: 'placer', body: instance('Provenance/cbc-report-copy-source') },
  ];
  const verdicts = (...external: string[]): string[] =>
    judgeRun(underTest(historyOf(writes), external), guide)
      .filter(({ id }) => id.includes('#law.copy-unchanged.'))
      .map(({ verdict }) => verdict);

  it('is not the played Placer’s to make of a report that it did not know beforehand', () => {
    expect(verdicts('fulfiller')).toEqual([]);
  });

  it('says what its source says, where the Placer is under test', () => {
    expect([verdicts('placer'), verdicts('placer', 'fulfiller'), verdicts()]).toEqual([['fail'], ['fail'], ['fail']]);
  });
});

describe('what a Placer under test creates', () => {
  const order = guide.instance('ServiceRequest/cbc-order') as Resource;
  const accepts: ToldWrite = { by: 'fulfiller', body: { ...asked, status: 'accepted' } as Resource };
  const [ordered, requested] = [{ body: order }, { body: asked }] as [ToldWrite, ToldWrite];
  const by = (author: string, records: HistoryRecord[]): HistoryRecord[] =>
    records.map((record) => {
      if (record.kind !== 'run') return record;
      const own = Object.values(record.plan.instances).map((instance) => [instance.key, { ...instance, author }]);
      return { ...record, plan: { ...record.plan, instances: Object.fromEntries(own) } } as HistoryRecord;
    });
  const verdicts = (law: string, ...writes: ToldWrite[]): string[] =>
    judgeRun(by('placer', underTest(historyOf(writes), ['placer'])), guide)
      .filter(({ id }) => id.includes(`#law.${law}.`))
      .map(({ verdict }) => verdict);

  it('begins as its first version shows, whoever wrote after it', () => {
    expect(verdicts('task-begins', requested, accepts)).toEqual(['pass']);
    expect(verdicts('task-begins', { body: { ...asked, status: 'in-progress' } }, accepts)).toEqual(['fail']);
  });

  it('is the order first, then the Task, by the times of one server', () => {
    expect(verdicts('request-before-task', ordered, requested, accepts)).toEqual(['pass']);
    expect(verdicts('request-before-task', requested, ordered, accepts)).toEqual(['fail']);
  });
});

describe('a concept that is coded in several systems', () => {
  const local = { system: 'http://example.com/our-own', code: 'our-work' };
  const { coding = [] } = asked.code as { coding?: object[] };
  const twice = { ...asked, code: { coding: [local, ...coding] } };

  it('means what any of its codes means: a Coordination Task has no short way to its end', () => {
    const writes = ['requested', 'accepted', 'completed'].map((status): ToldWrite => ({
      by: status === 'requested' ? 'placer' : 'fulfiller',
      body: { ...twice, status } as Resource,
    }));
    const found = judgeRun(historyOf(writes), guide).find(({ id }) => id.includes('#law.status-machine.'));
    expect(found).toMatchObject({ verdict: 'fail', seen: 'it went from accepted to completed' });
  });
});

describe('a fault of the harness', () => {
  it('is told of a look that shows nothing by itself, too', () => {
    const records = historyOf([ask]).map((record) =>
      record.kind === 'done' && record.step.startsWith('history-')
        ? { ...record, outcome: 'fault' as const, reason: 'out of memory' }
        : record,
    );
    const found = judgeRun(records, guide).filter(({ id }) => id.includes('#history-'));
    expect(found.map(({ verdict }) => verdict)).toEqual(['harness-fault']);
  });
});
