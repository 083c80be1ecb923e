import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HISTORY_SCHEMA } from '../../harness/src/history/record.js';
import { guideSubjects, trafficSubjects } from './subjects.js';

const CANONICAL = 'http://guide.example';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'subjects-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Json = Record<string, unknown>;
const body = (json: unknown) => ({ json });
const sent = (json: unknown, n = 2): Json => ({ kind: 'http', n, request: { body: body(json) } });

/** Writes the history of a run whose server is on `port` and whose identifiers end in `suffix`. */
function history(run: string, port: number, suffix: string, ...records: Json[]): void {
  const target = { servers: { placer: `http://127.0.0.1:${port}/fhir` } };
  const first = { kind: 'run', n: 1, schema: HISTORY_SCHEMA, plan: { id: run }, suffix, target };
  mkdirSync(path.join(folder, 'history'), { recursive: true });
  const lines = [first, ...records].map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(path.join(folder, 'history', `${run}.jsonl`), lines.join(''));
}

const names = (): string[] => trafficSubjects(folder, CANONICAL).map(({ name }) => name);

test('the resources of the guide go by their file names', () => {
  writeFileSync(path.join(folder, 'Task-x.json'), '{"resourceType":"Task"}');
  writeFileSync(path.join(folder, 'readme.txt'), '');
  expect(guideSubjects(folder)).toEqual([{ name: 'guide/Task-x', resource: { resourceType: 'Task' } }]);
});

test('requests, what arrived, and the answers to it are taken; answers of servers and what is no resource are not', () => {
  const reply = { resourceType: 'Bundle', type: 'message' };
  history(
    'a@x',
    1,
    'abc1',
    { ...sent({ resourceType: 'Task' }), response: { body: body({ resourceType: 'OperationOutcome' }) } },
    { kind: 'received', n: 3, request: { body: body({ resourceType: 'Patient' }) }, response: { body: body(reply) } },
    sent([{ op: 'add' }], 4),
    { kind: 'http', n: 5, request: { body: { text: 'no JSON' } } },
    { kind: 'http', n: 6, request: {} },
    { ...sent({ resourceType: 'Bundle' }, 7), step: 'final.unknown-event' },
  );
  expect(names()).toEqual(['sent/a@x#2', 'received/a@x#3', 'sent/a@x#3']);
});

test('what differs only by what each run has anew is one subject', () => {
  const task = (port: number, suffix: string, day: string, id: string): Json => ({
    resourceType: 'Task',
    identifier: [{ value: `T-1-${suffix}` }],
    owner: { reference: `http://127.0.0.1:${port}/fhir/Organization/${id}` },
    authoredOn: `2026-03-${day}T10:00:00Z`,
  });
  history('a@x', 4001, 'abc1', sent(task(4001, 'abc1', '01', '99c09e0e-e264-49dd-b2e4-c13b5d3b1f3e')));
  history('a@y', 4002, 'def2', sent(task(4002, 'def2', '02', '11111111-e264-49dd-b2e4-c13b5d3b1f3e')));
  expect(names()).toEqual(['sent/a@x#2']);
});

test('a message or Subscription that differs by the endpoint of the run only is one subject', () => {
  const subscription = (endpoint: string): Json => ({ resourceType: 'Subscription', channel: { endpoint } });
  history('a@x', 1, 'abc1', sent(subscription('http://127.0.0.1:4001/17fa6c85a9e4/placer/notify')));
  history('a@y', 2, 'def2', sent(subscription('http://127.0.0.1:4002/51f91da6ceff/placer/notify')));
  history('a@z', 3, 'def3', sent(subscription('http://127.0.0.1:4003/51f91da6ceff/fulfiller/notify')));
  expect(names()).toEqual(['sent/a@x#2', 'sent/a@z#2']);
});

test('a date that cannot be is not taken for another', () => {
  const task = (authoredOn: string): Json => ({ resourceType: 'Task', authoredOn });
  history('a@x', 1, 'abc1', sent(task('2026-03-01T10:00:00Z')), sent(task('2026-13-01T10:00:00Z'), 3));
  expect(names()).toEqual(['sent/a@x#2', 'sent/a@x#3']);
});

test('ids that a server gave are the same in every run', () => {
  const task = (id: string): Json => ({ resourceType: 'Task', focus: { reference: `ServiceRequest/${id}` } });
  const bound = (id: string): Json => ({ kind: 'bound', n: 2, url: `http://127.0.0.1:1/fhir/ServiceRequest/${id}` });
  history('a@x', 1, 'abc1', bound('sr-17'), sent(task('sr-17'), 3));
  history('a@y', 1, 'def2', bound('sr-40'), sent(task('sr-40'), 3));
  expect(names()).toEqual(['sent/a@x#3']);
});

test("a notification has to meet the guide's profile", () => {
  const status = { resource: { resourceType: 'Parameters' } };
  history('a@x', 1, 'abc1', sent({ resourceType: 'Bundle', type: 'history', entry: [status] }));
  expect(trafficSubjects(folder, CANONICAL)[0]?.profiles).toEqual([
    `${CANONICAL}/StructureDefinition/order-notification`,
  ]);
});

test('a folder without a history is an error, not a check of nothing', () => {
  expect(() => trafficSubjects(folder, CANONICAL)).toThrow(/There is no history/);
});
