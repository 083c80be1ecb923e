import { describe, expect, it } from 'vitest';
import { losses } from './losses.js';

const BASE = 'http://x/fhir';
const tag = (code: string): object => ({ system: 'http://guide/test-run', code });
const task = (meta: object): { resourceType: string; meta: object } => ({ resourceType: 'Task', meta });

describe('what a server keeps of meta', () => {
  const sent = task({ profile: ['http://p'], tag: [tag('a'), tag('b')], versionId: '1' });

  it('may come in another order, with more in it', () => {
    const kept = task({
      versionId: '7',
      lastUpdated: '2026-01-01T00:00:00Z',
      profile: ['http://q', 'http://p'],
      tag: [{ system: 'http://server' }, { ...tag('b'), display: 'B' }, tag('a')],
    });
    expect(losses(sent, kept, BASE)).toEqual([]);
  });

  it.each([
    ['a tag', { profile: ['http://p'], tag: [tag('b')] }, ['meta.tag[0]']],
    ['a tag of another system', { profile: ['http://p'], tag: [{ code: 'a' }, tag('b')] }, ['meta.tag[0]']],
    ['a profile', { profile: ['http://q'], tag: [tag('a'), tag('b')] }, ['meta.profile[0]']],
    ['all', undefined, ['meta.profile[0]', 'meta.tag[0]', 'meta.tag[1]']],
    ['lists', { profile: 'http://p', tag: {} }, ['meta.profile[0]', 'meta.tag[0]', 'meta.tag[1]']],
  ])('is missed: %s', (_what, meta, lost) => {
    expect(losses(sent, { resourceType: 'Task', ...(meta ? { meta } : {}) } as never, BASE)).toEqual(lost);
  });

  it('that is no list is compared as it is', () => {
    expect(losses(task({ source: 'urn:a' }), task({ source: 'urn:b' }), BASE)).toEqual(['meta.source']);
    expect(losses(task({ source: 'urn:a' }), task({ source: 'urn:a' }), BASE)).toEqual([]);
  });
});
