import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import type { HistoryRecord, HttpRecord } from '../../history/record.js';
import type { ExpectCheck } from '../../plan/plan.js';
import { judgeRun } from '../judge.js';
import { historyOf } from '../laws/history.fixture.js';

const guide = loadGuide();
const asked = guide.instance('Task/cbc-coordination') as Resource;
const key = 'Task/cbc-coordination';

const check = (id: string, verifies: string[]): ExpectCheck => ({
  id,
  actor: 'placer',
  key,
  that: "status = 'requested'",
  verifies,
  step: `history-${key}`,
});
const CHECKS = [
  check('weak', ['business-status-details']),
  check('first', ['assigned-owner']),
  check('second', ['owner-is-responsible']),
];

/** What is found of expectations whose look was answered so. */
function found(response: HttpRecord['response']): [string, string, string[], string][] {
  const records = historyOf([{ by: 'placer', body: asked }]).map((record): HistoryRecord => {
    if (record.kind === 'run')
      return { ...record, plan: { ...record.plan, acts: record.plan.acts.map((act) => ({ ...act, checks: CHECKS })) } };
    if (record.kind !== 'http' || record.step !== `history-${key}`) return record;
    const { response: _response, ...asIs } = record;
    return {
      ...asIs,
      ...(response ? { response } : {}),
      request: { ...record.request, url: 'http://placer.example/x' },
    };
  });
  return judgeRun(records, guide)
    .filter(({ id }) => /#told\.(weak|first|second)$/.test(id))
    .map(({ id, verdict, requirements, seen }) => [id.split('.').at(-1) ?? '', verdict, requirements, seen]);
}

describe('what cannot be seen', () => {
  it('fails once, by the requirement on JSON, where the answer is none', () => {
    const html = { status: 200, headers: { 'content-type': 'text/html' }, body: { text: '<p>Sorry</p>' } };
    const seen = expect.stringContaining('was answered with 200, and the answer (text/html) is no resource in JSON');
    expect(found(html)).toEqual([
      ['weak', 'fail', ['json-supported'], seen],
      ['first', 'not-reached', ['json-supported'], seen],
      ['second', 'not-reached', ['json-supported'], seen],
    ]);
  });

  it('fails once, by the first expectation that must be met, and says how it was answered', () => {
    const seen = expect.stringContaining('was answered with 500');
    expect(found({ status: 500, headers: {} })).toEqual([
      ['weak', 'warn', ['business-status-details'], seen],
      ['first', 'fail', ['assigned-owner'], seen],
      ['second', 'not-reached', ['owner-is-responsible'], seen],
    ]);
  });
});
