import { describe, expect, it } from 'vitest';
import { hasRunTag, runTag, withRunTag } from './run-tag.js';

const other = { system: 'http://other', code: 'x' };

describe('the tag of a run', () => {
  it('is added to what a resource says of itself', () => {
    const resource = { resourceType: 'Task', meta: { profile: ['http://p'], tag: [other] }, status: 'requested' };
    const tagged = withRunTag(resource, 'http://guide', '-1f9a03bc');
    expect(tagged).toEqual({
      ...resource,
      meta: { profile: ['http://p'], tag: [other, { system: 'http://guide/test-run', code: '1f9a03bc' }] },
    });
    expect(resource.meta.tag).toEqual([other]);
    expect(withRunTag(tagged, 'http://guide', '-1f9a03bc')).toEqual(tagged);
  });

  it('tells runs apart', () => {
    const tagged = withRunTag({ resourceType: 'Basic' }, 'http://guide', '-1f9a03bc');
    expect(hasRunTag(tagged, '-1f9a03bc')).toBe(true);
    expect(hasRunTag(tagged, '-1f9a03bd')).toBe(false);
    expect(hasRunTag({ resourceType: 'Basic', meta: { tag: [{ code: '1f9a03bc' }] } }, '-1f9a03bc')).toBe(false);
  });

  it('is looked for in whatever a server answers', () => {
    const odd = { resourceType: 'Basic', meta: { tag: [null, 7, {}] } } as never;
    expect(hasRunTag(odd, '-1f9a03bc')).toBe(false);
    expect(hasRunTag({ resourceType: 'Basic', meta: { tag: runTag('http://guide', '-x') } } as never, '-x')).toBe(
      false,
    );
  });
});
