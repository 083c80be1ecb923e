import { describe, expect, it } from 'vitest';
import { pairs } from './steps/bind-by-shape.js';
import { shows } from '../plan/shows.js';

const concept = (code: string, text?: string): object => ({
  coding: [{ system: 'urn:x', code }],
  ...(text ? { text } : {}),
});
const output = (code: string, reference: string): object => ({ type: concept(code), valueReference: { reference } });
const task = {
  resourceType: 'Task',
  status: 'in-progress',
  businessStatus: concept('specimen-collected', 'blood is drawn'),
  owner: { reference: 'Organization/city-lab' },
  output: [output('price', 'ChargeItem/9'), output('result', 'DiagnosticReport/7')],
};

describe('whether a resource is as an act leaves it', () => {
  it.each([
    ['the status', { status: 'in-progress' }],
    ['a code, whatever its text', { businessStatus: concept('specimen-collected', 'other words') }],
    ['a reference', { owner: { reference: 'Organization/city-lab', display: 'The lab' } }],
    ['one item of a list', { output: [output('result', 'DiagnosticReport/7')] }],
    ['what was removed', { statusReason: null }],
    ['dates of its own', { status: 'in-progress', owner: { reference: 'Organization/city-lab' } }],
  ])('sees %s', (_what, set) => {
    expect(shows(task, set)).toBe(true);
  });

  it.each([
    ['another status', { status: 'completed' }],
    ['another code beside the same status', { status: 'in-progress', businessStatus: concept('analysis-started') }],
    ['another owner', { owner: { reference: 'Organization/east-lab' } }],
    ['an output that is not there', { output: [output('invoice', 'DiagnosticReport/7')] }],
    ['what should be gone', { owner: null }],
    ['an element that is not there', { statusReason: concept('no-capacity') }],
  ])('does not see %s', (_what, set) => {
    expect(shows(task, set)).toBe(false);
  });

  it('leaves texts and dates to their author', () => {
    const resource = { resourceType: 'Task', description: 'what the lab wrote', lastModified: '2026-11-21T10:00:00Z' };
    const set = { description: 'what the example says', lastModified: '2026-03-02T14:05:00Z' };
    expect(shows(resource, set)).toBe(true);
  });
});

it('references of two resources correspond by their places, codes and types, to the last', () => {
  const expected = {
    focus: { reference: 'ServiceRequest/order' },
    output: [output('result', 'DiagnosticReport/report'), output('price', 'ChargeItem/price')],
    result: [{ reference: 'Observation/a' }, { reference: 'Observation/b' }],
  };
  const actual = {
    ...task,
    focus: { reference: 'ServiceRequest/1' },
    result: [{ reference: 'http://h/fhir/Observation/1' }],
  };
  expect(pairs(expected, actual)).toEqual([
    ['ServiceRequest/order', 'ServiceRequest/1'],
    ['DiagnosticReport/report', 'DiagnosticReport/7'],
    ['ChargeItem/price', 'ChargeItem/9'],
    ['Observation/a', 'http://h/fhir/Observation/1'],
  ]);
});
