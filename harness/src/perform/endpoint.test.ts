import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Endpoint, type Arrival } from './endpoint.js';

let endpoint: Endpoint;
const arrivals: Arrival[] = [];
beforeAll(async () => {
  endpoint = await Endpoint.start();
  endpoint.register('run1', (arrival) => {
    arrivals.push(arrival);
    if (arrival.path === '/throws') return Promise.reject(new Error('no'));
    return Promise.resolve({ status: 202, json: { resourceType: 'Bundle' } });
  });
});
afterAll(() => endpoint.close());

const post = (path: string, body?: string): Promise<Response> =>
  fetch(`${endpoint.url}${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) });

/** A path as it stands, which `fetch` would tidy up. */
function raw(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint.url);
    request({ hostname, port, path, method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the endpoint', () => {
  it('hands on what arrives for a run: actor, path below it, body; and answers as it is told', async () => {
    const response = await post('/run1/fulfiller/notify/Task/1?x=1', '{"resourceType":"Task"}');
    expect([response.status, await response.json()]).toEqual([202, { resourceType: 'Bundle' }]);
    expect(arrivals.at(-1)).toMatchObject({
      actor: 'fulfiller',
      path: '/notify/Task/1',
      body: { json: { resourceType: 'Task' } },
    });
  });

  it('tells an empty body and one that is no JSON apart', async () => {
    await post('/run1/placer/notify');
    expect(arrivals.at(-1)?.body).toBeUndefined();
    await post('/run1/placer/notify', 'hello');
    expect(arrivals.at(-1)?.body).toEqual({ text: 'hello' });
  });

  it('knows only the runs that are under way', async () => {
    expect((await post('/other/fulfiller/notify')).status).toBe(404);
    const unregister = endpoint.register('run2', () => Promise.resolve({ status: 200 }));
    expect((await post('/run2/a/notify')).status).toBe(200);
    unregister();
    expect((await post('/run2/a/notify')).status).toBe(404);
  });

  it('takes no body over its bound, and lives on whatever comes', async () => {
    expect((await post('/run1/a/notify', 'x'.repeat(9 * 1024 * 1024))).status).toBe(413);
    expect(await raw('/run1/%E0%A4%A/notify')).toBe(400);
    expect((await post('/run1/a/throws')).status).toBe(400);
    expect((await post('/run1/a/notify')).status).toBe(202);
  });

  it('reads nothing of what comes for a run that it does not know', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(endpoint.url);
      const headers = { 'content-length': 7_000_000 };
      // The body is promised and never sent: whoever waits for it waits for ever.
      const sent = request({ hostname, port, path: '/guessed/a/notify', method: 'POST', headers }, (response) => {
        resolve(response.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', reject).flushHeaders();
    });
    expect(status).toBe(404);
  });

  it.each(['::1', '[::1]'])('is reached at the IPv6 address %s', async (host) => {
    const other = await Endpoint.start(host);
    try {
      expect(other.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
      expect((await fetch(`${other.url}/unknown`)).status).toBe(404);
    } finally {
      await other.close();
    }
  });
});
