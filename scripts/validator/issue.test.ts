import { expect, test } from 'vitest';
import { isError, readOutcome } from './issue.js';

const idOf = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id';

test('an issue has its severity, the id of its message, its path and its text', () => {
  const issue = {
    extension: [{ url: idOf, valueString: 'Minimum' }],
    severity: 'error',
    details: { text: 'too few' },
    expression: ['Task.focus'],
  };
  expect(readOutcome({ resourceType: 'OperationOutcome', issue: [issue] })).toEqual([
    { severity: 'error', id: 'Minimum', path: 'Task.focus', message: 'too few' },
  ]);
});

test('the word that all is well is no issue', () => {
  const issue = [{ severity: 'information', details: { text: 'All OK' } }];
  expect(readOutcome({ resourceType: 'OperationOutcome', issue })).toEqual([]);
});

test('an answer that is no OperationOutcome is not taken for a good one', () => {
  expect(() => readOutcome({ resourceType: 'Bundle' })).toThrow(/something else than an OperationOutcome/);
  expect(() => readOutcome(null)).toThrow(/something else/);
});

test('what cannot be read at all is an error too', () => {
  const issue = { id: '', path: '', message: '' };
  expect(isError({ ...issue, severity: 'fatal' })).toBe(true);
  expect(isError({ ...issue, severity: 'warning' })).toBe(false);
});
