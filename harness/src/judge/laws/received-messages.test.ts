import { describe, expect, it } from 'vitest';
import { loadGuide } from '../../guide/load-guide.js';
import type { Resource } from '../../guide/resource.js';
import type { HistoryRecord, ReceivedRecord } from '../../history/record.js';
import { judgeRun } from '../judge.js';
import { historyOf, underTest } from './history.fixture.js';

const guide = loadGuide();
const asked = guide.instance('Task/cbc-coordination') as Resource;
const party = (value: string): object => ({
  type: 'Organization',
  identifier: { system: 'http://registry.example', value },
});
const url = (number: number): string => `urn:uuid:5b3f7b1e-7a51-4b6c-9a9b-0d4b7ba0f00${number}`;

const header = {
  resourceType: 'MessageHeader',
  meta: { profile: [`${guide.canonical}/StructureDefinition/order-message-header`] },
  id: '5b3f7b1e-7a51-4b6c-9a9b-0d4b7ba0f001',
  eventCoding: { system: `${guide.canonical}/CodeSystem/cow-message-event`, code: 'coordination-content' },
  sender: party('city-lab'),
  source: { endpoint: 'http://fulfiller.example/fhir/$process-message' },
  destination: [{ endpoint: 'http://placer.example/fhir/$process-message', receiver: party('general-practice') }],
  focus: [{ reference: url(2) }],
};
const by = (type: string, value: string): object => ({
  type,
  identifier: { system: 'http://registry.example', value },
});
const task = {
  ...asked,
  focus: by('ServiceRequest', '1'),
  for: by('Patient', '2'),
  requester: party('general-practice'),
  owner: party('city-lab'),
  status: 'accepted',
};

function message(head: object, body: object): Resource {
  return {
    resourceType: 'Bundle',
    type: 'message',
    timestamp: '2026-03-02T10:00:00Z',
    entry: [
      { fullUrl: url(1), resource: { ...header, ...head } },
      { fullUrl: url(2), resource: { ...task, ...body } },
    ],
  };
}

/** Requirements that a message of the system under test was found to miss. */
function missed(sent: Resource): string[] {
  const records = underTest(historyOf([{ by: 'placer', body: guide.instance('Task/cbc-coordination') as Resource }]));
  const n = records.length;
  const arrival: ReceivedRecord = {
    kind: 'received',
    n,
    t: n,
    to: 'placer',
    what: 'message',
    form: 'message',
    request: {
      method: 'POST',
      url: 'http://harness.example/run/placer/$process-message',
      headers: {},
      body: { json: sent },
    },
    response: { status: 200 },
  };
  const all: HistoryRecord[] = [...records.slice(0, -1), arrival, { ...(records.at(-1) as HistoryRecord), n: n + 1 }];
  const found = judgeRun(all, guide).filter(({ id }) => id.includes('#law.message-received.'));
  expect(found.length).toBeGreaterThan(0);
  return found.filter(({ verdict }) => verdict === 'fail').flatMap(({ requirements }) => requirements);
}

describe('a message that a system under test sends', () => {
  it.each<[string, string, Resource]>([
    ['message-event-known', 'has an event of its own', message({ eventCoding: { system: 'urn:x', code: 'news' } }, {})],
    ['message-addressed', 'names no sender', message({ sender: undefined }, {})],
    ['message-addressed', 'does not name whom it is for', message({ destination: [{ endpoint: 'urn:x' }] }, {})],
    ['message-focus-is-task', 'is about itself', message({ focus: [{ reference: url(1) }] }, {})],
    [
      'message-self-contained',
      'refers to what is not in it',
      message({}, { focus: { reference: 'ServiceRequest/not-there' } }),
    ],
    [
      'message-references-identified',
      'names what is not in it by its place alone',
      message({}, { focus: { reference: 'ServiceRequest/not-there' } }),
    ],
    ['message-conforms', 'bears no time', { ...message({}, {}), timestamp: undefined } as unknown as Resource],
  ])('misses %s when it %s', (requirement, _what, sent) => {
    expect(missed(sent)).toContain(requirement);
    expect(missed(message({}, {}))).toEqual([]);
  });
});
