import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { HttpClient } from './http.js';

it('has as many connections as there are requests at once, or acts at the same time would be no race', async () => {
  const lanes = 32;
  const waiting: ServerResponse[] = [];
  // Nobody is answered before all have asked: a client with fewer connections would wait for ever.
  const server = createServer((_request, response) => {
    waiting.push(response);
    if (waiting.length === lanes) for (const one of waiting) one.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new HttpClient(5000);
  try {
    const ask = (): Promise<{ status: number }> =>
      client.send({ method: 'GET', url: `http://127.0.0.1:${port}/fhir/Task/1` });
    const answers = await Promise.all(Array.from({ length: lanes }, ask));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: lanes }, () => 200));
  } finally {
    await client.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});
