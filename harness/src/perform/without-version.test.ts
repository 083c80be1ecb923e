import { expect, it } from 'vitest';
import { withoutVersion } from './without-version.js';

const written = { versionId: '2', lastUpdated: '2026-03-02T10:00:00Z', source: '#x' };

it('what a server wrote of a version goes, and the rest of meta stays', () => {
  const meta = { ...written, profile: ['http://guide.example/p'] };
  expect(withoutVersion({ resourceType: 'Task', id: '1', meta })).toEqual({
    resourceType: 'Task',
    id: '1',
    meta: { profile: ['http://guide.example/p'] },
  });
});

it('an empty meta is never left', () => {
  expect(withoutVersion({ resourceType: 'Task', meta: written })).toEqual({ resourceType: 'Task' });
  expect(withoutVersion({ resourceType: 'Task' })).toEqual({ resourceType: 'Task' });
});
