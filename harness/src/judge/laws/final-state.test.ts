import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import { judgeRun } from '../judge.js';
import { historyOf, underTest } from './history.fixture.js';

const guide = loadGuide();
const order = guide.instance('ServiceRequest/cbc-order') as Resource;
const done = guide.instance('Task/cbc-coordination-completed') as Resource;
const output = done.output as object[];
const detail = { type: { text: 'detail' }, valueReference: { reference: 'Observation/cbc-hemoglobin' } };
const other = { type: { text: 'report' }, valueReference: { reference: 'DiagnosticReport/of-the-lab' } };

/** What is found of the last look of the author, who is under test or not, at what it wrote. */
function verdict(body: Resource, set: object, ...external: string[]): string | undefined {
  const by = body.resourceType === 'Task' ? 'fulfiller' : 'placer';
  const records = underTest(historyOf([{ by, body: { ...body, ...set } }]), external);
  return judgeRun(records, guide).find(({ id }) => id.includes('#law.final-state.'))?.verdict;
}

describe('the state that everyone sees in the end', () => {
  it.each<[string, string, Resource, object]>([
    ['pass', 'orders by a code of its own', order, { code: { coding: [{ system: 'urn:x', code: 'cbc' }] } }],
    ['pass', 'names the practice as requester', order, { requester: { reference: 'Organization/general-practice' } }],
    ['fail', 'leaves the order otherwise', order, { status: 'on-hold' }],
    ['fail', 'makes a plan of the order', order, { intent: 'plan' }],
    ['pass', 'shares details besides', done, { output: [...output, detail] }],
    ['pass', 'shares a report of its own', done, { output: [other] }],
    ['fail', 'shares no report', done, { output: [detail] }],
    ['fail', 'shares nothing', done, { output: [] }],
    ['pass', 'tells in words of its own how far it came', done, { businessStatus: { text: 'filed' } }],
  ])('%s: a system under test %s', (wanted, _what, body, set) => {
    expect(verdict(body, set, body === order ? 'placer' : 'fulfiller')).toBe(wanted);
    expect(verdict(body, set)).toBe('fail');
  });
});
