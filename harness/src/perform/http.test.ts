import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HttpClient, NoAnswer } from './http.js';

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

describe('an answer', () => {
  const told = async (handler: RequestListener, timeoutMs = 300): Promise<string> => {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = new HttpClient(timeoutMs);
    try {
      const { body } = await client.send({ method: 'GET', url: `http://127.0.0.1:${port}/fhir/Task/1` });
      return JSON.stringify(body);
    } catch (error) {
      expect(error).toBeInstanceOf(NoAnswer);
      return (error as Error).message;
    } finally {
      await client.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  };

  /** Writes on, byte by byte, until the other side hangs up. */
  const forEver = (response: ServerResponse, write: () => void): void => {
    const timer = setInterval(write, 20);
    response.on('close', () => clearInterval(timer));
  };

  it('must be whole in time, however often some more of its body comes', async () => {
    const message = await told((_request, response) => {
      response.writeHead(200);
      forEver(response, () => response.write(' '));
    });
    expect(message).toContain('no answer within 300 ms');
  });

  it('must come in time, however often a server says that it is about to', async () => {
    const message = await told((_request, response) => forEver(response, () => response.writeProcessing()));
    expect(message).toContain('no answer within 300 ms');
  });

  it('is no longer than is good for us, and that is said', async () => {
    const message = await told((_request, response) => response.end(Buffer.alloc(17 * 1024 * 1024, 'x')), 20_000);
    expect(message).toBe('the answer is larger than the 16 MB that are read');
  });

  it('is text when its JSON is nested deeper than can be walked through', async () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(await told((_request, response) => response.end(nested(50_000)))).toMatch(/^{"text":/);
    expect(await told((_request, response) => response.end(nested(150)))).toMatch(/^{"json":/);
    expect(await told((_request, response) => response.end(JSON.stringify('\\"' + '['.repeat(1000))))).toMatch(
      /^{"json":/,
    );
  });
});
