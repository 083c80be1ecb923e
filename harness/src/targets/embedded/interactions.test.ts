import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, type Fixture } from './testing.js';

const task = { resourceType: 'Task', status: 'requested', intent: 'order' };

describe('interactions', () => {
  let f: Fixture;
  beforeAll(async () => {
    f = await fixture();
  });
  afterAll(() => f.server.close());

  it('creates with 201, Location of the version, ETag and Last-Modified', async () => {
    const answer = await f.send('POST', 'Task', { ...task, id: 'mine' });
    expect(answer.status).toBe(201);
    expect(answer.headers.etag).toBe('W/"1"');
    expect(answer.headers.location).toBe(`${f.url}/Task/${answer.body.id}/_history/1`);
    expect(answer.body).toMatchObject({ ...task, meta: { versionId: '1' } });
    expect(answer.body.id).not.toBe('mine');
    expect(Date.parse(String(answer.headers['last-modified']))).toBeLessThanOrEqual(Date.now());
    const read = await f.send('GET', `Task/${answer.body.id}`);
    expect(read.body).toEqual(answer.body);
    expect((await f.send('GET', String(answer.headers.location))).body).toEqual(answer.body);
  });
});
