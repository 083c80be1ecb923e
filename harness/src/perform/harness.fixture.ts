import { afterAll } from 'vitest';
import { Endpoint } from './endpoint.js';
import { HttpClient } from './http.js';

/** A client and an endpoint for the tests of one file; both are closed after the last. */
export async function openHarness(timeoutMs = 5000): Promise<{ client: HttpClient; endpoint: Endpoint }> {
  const client = new HttpClient(timeoutMs);
  const endpoint = await Endpoint.start();
  afterAll(async () => {
    await endpoint.close();
    await client.close();
  });
  return { client, endpoint };
}
