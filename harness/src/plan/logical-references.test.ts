import { expect, test } from 'vitest';
import type { Resource } from '../guide/resource.js';
import { asLiterals, withLiterals } from './logical-references.js';

const amy = { system: 'https://registry.example/patients', value: '1' };
const task: Resource = {
  resourceType: 'Task',
  for: { type: 'Patient', identifier: amy, display: 'Amy' },
  owner: { type: 'Organization', identifier: { system: 's', value: 'unknown' } },
};
const find = ({ identifier }: { identifier: { value: string } }) =>
  identifier.value === '1' ? 'Patient/9' : undefined;

test('what is stored of a logical reference keeps its words beside the literal', () => {
  expect(withLiterals(task, find)).toEqual({
    ...task,
    for: { type: 'Patient', identifier: amy, display: 'Amy', reference: 'Patient/9' },
  });
});

test('what is compared with what is there is the literal alone, so that an identifier said besides is no news', () => {
  expect(asLiterals(task, find)).toEqual({ ...task, for: { reference: 'Patient/9' } });
});
