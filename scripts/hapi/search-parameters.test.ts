import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installSearchParameters } from './search-parameters.js';

let folder: string;
let server: Server;
let asked: string[];
let installed: { entry: { resource: { status: string }; request: object }[] } | undefined;
/** Searches that are refused before one is answered. */
let refusals: number;
let status: number;

const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'search-parameters-'));
  const parameter = { resourceType: 'SearchParameter', id: 'task-x', code: 'x', base: ['Task'], status: 'draft' };
  writeFileSync(path.join(folder, 'SearchParameter-task-x.json'), JSON.stringify(parameter));
  writeFileSync(path.join(folder, 'Task-other.json'), '{}');
  [asked, installed, refusals, status] = [[], undefined, 0, 200];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'POST') installed = JSON.parse(text) as typeof installed;
      response.writeHead(request.method === 'POST' ? status : refusals-- > 0 ? 400 : 200).end('said');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('they are put as active, and searched by until the server knows them', async () => {
  refusals = 1;
  expect(await installSearchParameters(base(), folder)).toBe(1);
  expect(installed?.entry).toMatchObject([
    { resource: { code: 'x', status: 'active' }, request: { method: 'PUT', url: 'SearchParameter/task-x' } },
  ]);
  expect(asked).toEqual(['POST /', 'GET /Task?_sort=x&_count=1', 'GET /Task?_sort=x&_count=1']);
});

test('a server that refuses them is an error with its words', async () => {
  status = 422;
  await expect(installSearchParameters(base(), folder)).rejects.toThrow('with 422: said');
});

test('a server that never searches by one is an error that names the search', async () => {
  refusals = Infinity;
  await expect(installSearchParameters(base(), folder, 0)).rejects.toThrow('Task?_sort=x&_count=1 is still answered');
});
