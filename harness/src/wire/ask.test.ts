import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, expect, it } from 'vitest';
import { ask, Overdue, type Told } from './ask.js';

let server: Server | undefined;
const agent = new Agent();
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
});

async function told(listener: RequestListener, timeoutMs = 2000): Promise<Told> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/fhir/Task?owner=Organization%2F1&_count=2`;
  return ask(agent, { method: 'PUT', url, headers: { 'x-of': 'mine' }, body: 'Grüße' }, timeoutMs);
}

it('sends method, path with query, headers and body, and tells status, headers and text', async () => {
  const answer = await told((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(201, { 'x-of': 'yours', 'set-cookie': ['a=1', 'b=2'] });
      const { method, url, headers } = request;
      response.end(`${method} ${url} ${String(headers['x-of'])} ${Buffer.concat(chunks).toString()}`);
    });
  });
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({ 'x-of': 'yours', 'set-cookie': ['a=1', 'b=2'] });
  expect(answer.text).toBe('PUT /fhir/Task?owner=Organization%2F1&_count=2 mine Grüße');
});

it('counts what a server says last, not that it is about to', async () => {
  const answer = await told((_request, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeProcessing();
    response.writeHead(404, { 'x-of': 'yours' });
    response.end('gone');
  });
  expect(answer).toMatchObject({ status: 404, headers: { 'x-of': 'yours' }, text: 'gone' });
  expect(answer.headers).not.toHaveProperty('link');
});

it('puts together characters that came in two pieces, and leaves out a byte order mark', async () => {
  const bytes = Buffer.from('\uFEFFGrüße');
  const middle = bytes.indexOf(0xc3) + 1;
  const answer = await told((_request, response) => {
    response.write(bytes.subarray(0, middle));
    setImmediate(() => response.end(bytes.subarray(middle)));
  });
  expect(answer.text).toBe('Grüße');
});

it('has an empty text for an answer without a body', async () => {
  expect((await told((_request, response) => response.writeHead(204).end())).text).toBe('');
});

it('rejects an answer that breaks off', async () => {
  const broken = told((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('begun');
    setImmediate(() => response.destroy());
  });
  await expect(broken).rejects.toThrow();
});

it('rejects when the time is up, and hangs up', async () => {
  let hungUp!: () => void;
  const end = new Promise<void>((resolve) => (hungUp = resolve));
  const late = told((_request, response) => void response.on('close', () => hungUp()), 50);
  await expect(late).rejects.toBeInstanceOf(Overdue);
  await end;
});

it('rejects a header that HTTP cannot carry', async () => {
  const wrong = { method: 'GET', url: 'http://127.0.0.1:9/', headers: { bad: 'a\r\nb' } } as const;
  await expect(ask(agent, wrong, 500)).rejects.toThrow('invalid');
});
