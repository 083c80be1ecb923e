import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, type Fixture } from './testing.js';

const LIMIT = 100_000;
const task = { resourceType: 'Task', status: 'requested', intent: 'order' };

let f: Fixture;
beforeAll(async () => {
  f = await fixture({ maxBodyBytes: LIMIT, validate: () => [] });
  await f.send('PUT', 'Task/here', { ...task, id: 'here' });
});
afterAll(() => f.server.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
const json = { 'content-type': 'application/fhir+json' };
const jsonPatch = { 'content-type': 'application/json-patch+json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const deep = (depth: number) => `{"resourceType":"Task","extension":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const deepObject = (depth: number) => `{"resourceType":"Task","a":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

/** [what, method, path, body, headers, status] */
const table: [string, Method, string, unknown, Record<string, string>, number][] = [
  ['malformed JSON', 'POST', 'Task', '{"resourceType":', json, 400],
  ['an empty body', 'POST', 'Task', '', json, 400],
  ['null', 'POST', 'Task', 'null', json, 400],
  ['a number', 'POST', 'Task', '5', json, 400],
  ['a string', 'POST', 'Task', '"Task"', json, 400],
  ['an array', 'POST', 'Task', '[]', json, 400],
  ['no resourceType', 'POST', 'Task', '{}', json, 400],
  ['a resourceType that is no string', 'POST', 'Task', '{"resourceType":{"a":1}}', json, 400],
  ['an inherited name as type', 'POST', 'Task', '{"resourceType":"constructor"}', json, 400],
  ['another type', 'POST', 'Task', '{"resourceType":"Patient"}', json, 400],
  ['an R5 type', 'POST', 'SubscriptionTopic', '{"resourceType":"SubscriptionTopic"}', json, 404],
  ['an abstract type', 'POST', 'DomainResource', '{"resourceType":"DomainResource"}', json, 404],
  ['meta that is no object', 'POST', 'Task', '{"resourceType":"Task","meta":"x"}', json, 400],
  ['meta that is a list', 'POST', 'Task', '{"resourceType":"Task","meta":[]}', json, 400],
  ['meta.tag that is no list', 'POST', 'Task', '{"resourceType":"Task","meta":{"tag":5,"profile":7}}', json, 201],
  ['a numeric id', 'POST', 'Task', '{"resourceType":"Task","id":5}', json, 400],
  ['an id with a slash', 'PUT', 'Task/a%2Fb', '{"resourceType":"Task","id":"a/b"}', json, 400],
  [
    'an id that is too long',
    'PUT',
    `Task/${'x'.repeat(65)}`,
    `{"resourceType":"Task","id":"${'x'.repeat(65)}"}`,
    json,
    400,
  ],
  ['an update without id', 'PUT', 'Task/here', task, json, 400],
  ['an update with another id', 'PUT', 'Task/here', { ...task, id: 'there' }, json, 400],
  ['XML', 'POST', 'Task', '<Task xmlns="http://hl7.org/fhir"/>', { 'content-type': 'application/fhir+xml' }, 415],
  ['text', 'POST', 'Task', 'hello', { 'content-type': 'text/plain' }, 415],
  ['a form as resource', 'POST', 'Task', 'status=x', form, 415],
  ['XML wanted', 'GET', 'Task/here', undefined, { accept: 'application/fhir+xml' }, 406],
  ['XML wanted by _format', 'GET', 'Task/here?_format=xml', undefined, {}, 406],
  [
    'JSON wanted by _format over Accept',
    'GET',
    'Task/here?_format=application/fhir+json',
    undefined,
    { accept: 'text/xml' },
    200,
  ],
  ['JSON ruled out', 'GET', 'Task/here', undefined, { accept: 'application/fhir+json;q=0' }, 406],
  ['Accept with several', 'GET', 'Task/here', undefined, { accept: 'text/html, application/json;q=0.5' }, 200],
  ['a body over the limit', 'POST', 'Task', JSON.stringify({ ...task, description: 'x'.repeat(LIMIT) }), json, 413],
  [
    'a body far over the limit',
    'POST',
    'Task',
    JSON.stringify({ ...task, description: 'x'.repeat(LIMIT * 7) }),
    json,
    413,
  ],
  ['a deep list', 'POST', 'Task', deep(40_000), json, 400],
  ['a deep object', 'POST', 'Task', deepObject(15_000), json, 400],
  [
    'a deep object in a batch',
    'POST',
    '',
    `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":${deepObject(10_000)},"request":{"method":"POST","url":"Task"}}]}`,
    json,
    400,
  ],
  [
    '__proto__ as a member',
    'POST',
    'Task',
    '{"resourceType":"Task","__proto__":{"polluted":true},"constructor":5}',
    json,
    201,
  ],
  ['an unknown type', 'GET', 'Nonsense', undefined, {}, 404],
  ['an inherited name as path', 'GET', 'constructor', undefined, {}, 404],
  ['an unknown instance', 'GET', 'Task/nowhere', undefined, {}, 404],
  ['an unknown version', 'GET', 'Task/here/_history/99', undefined, {}, 404],
  ['a version that is no number', 'GET', 'Task/here/_history/__proto__', undefined, {}, 404],
  ['a path that is too long', 'GET', 'Task/here/_history/1/more', undefined, {}, 404],
  ['a compartment', 'GET', 'Patient/x/Task', undefined, {}, 404],
  ['bad percent-encoding in the path', 'GET', 'Task/%E0%A4%A', undefined, {}, 400],
  ['bad percent-encoding in the query', 'GET', 'Task?status=%zz', undefined, {}, 400],
  ['bad percent-encoding in a form', 'POST', 'Task/_search', 'status=%zz', form, 400],
  ['an unknown operation', 'POST', 'Task/here/$nonsense', {}, json, 404],
  ['an operation in the wrong place', 'GET', 'Task/$status', undefined, {}, 404],
  ['an inherited name as operation', 'POST', '$constructor', {}, json, 404],
  ['PUT on a search', 'PUT', 'Task/_search', task, json, 405],
  ['PUT on a history', 'PUT', 'Task/here/_history', task, json, 405],
  ['DELETE of the base', 'DELETE', '', undefined, {}, 405],
  ['OPTIONS', 'OPTIONS', 'Task', undefined, {}, 405],
  ['a search over everything', 'GET', '?_id=x', undefined, {}, 400],
  ['a page that was never', 'GET', '?_page=x', undefined, {}, 410],
  ['a history with a bad count', 'GET', 'Task/_history?_count=many', undefined, {}, 400],
  ['a history with a bad moment', 'GET', 'Task/_history?_since=then', undefined, {}, 400],
  ['a read with a bad summary', 'GET', 'Task/here?_summary=count', undefined, {}, 400],
  ['If-None-Exist without criteria', 'POST', 'Task', task, { ...json, 'if-none-exist': '' }, 412],
  ['If-None-Exist that is unknown', 'POST', 'Task', task, { ...json, 'if-none-exist': 'nonsense=1' }, 400],
  ['If-Match that is no tag', 'PUT', 'Task/here', { ...task, id: 'here' }, { ...json, 'if-match': 'x"y' }, 412],
  ['If-Match on what is not there', 'PUT', 'Task/new', { ...task, id: 'new' }, { ...json, 'if-match': 'W/"1"' }, 412],
  ['If-Match on a deletion of nothing', 'DELETE', 'Task/none', undefined, { 'if-match': 'W/"1"' }, 412],
  ['a patch that is no list', 'PATCH', 'Task/here', { a: 1 }, jsonPatch, 400],
  ['a patch of nothing', 'PATCH', 'Task/here', 'null', jsonPatch, 400],
  ['a patch with an unknown op', 'PATCH', 'Task/here', [{ op: 'spin', path: '/status' }], jsonPatch, 400],
  ['a patch without a path', 'PATCH', 'Task/here', [{ op: 'remove' }], jsonPatch, 400],
  ['a patch of null', 'PATCH', 'Task/here', [null], jsonPatch, 400],
  ['a patch with a bad pointer', 'PATCH', 'Task/here', [{ op: 'remove', path: 'status' }], jsonPatch, 400],
  ['a patch without a value', 'PATCH', 'Task/here', [{ op: 'add', path: '/status' }], jsonPatch, 400],
  ['a patch without from', 'PATCH', 'Task/here', [{ op: 'move', path: '/status' }], jsonPatch, 400],
  [
    'a patch of what is not there',
    'PATCH',
    'Task/here',
    [{ op: 'replace', path: '/note/0/text', value: 'x' }],
    jsonPatch,
    422,
  ],
  ['a patch of the id', 'PATCH', 'Task/here', [{ op: 'replace', path: '/id', value: 'x' }], jsonPatch, 422],
  [
    'a patch of the type',
    'PATCH',
    'Task/here',
    [{ op: 'replace', path: '/resourceType', value: 'Patient' }],
    jsonPatch,
    422,
  ],
  ['a patch of meta away', 'PATCH', 'Task/here', [{ op: 'replace', path: '/meta', value: 'x' }], jsonPatch, 400],
  ['a patch of the whole', 'PATCH', 'Task/here', [{ op: 'replace', path: '', value: {} }], jsonPatch, 400],
  [
    'a patch of a prototype',
    'PATCH',
    'Task/here',
    [{ op: 'add', path: '/__proto__/polluted', value: true }],
    jsonPatch,
    422,
  ],
  [
    "a patch of a prototype's end",
    'PATCH',
    'Task/here',
    [{ op: 'add', path: '/__proto__', value: {} }],
    jsonPatch,
    400,
  ],
  [
    'a patch of an inherited function',
    'PATCH',
    'Task/here',
    [{ op: 'add', path: '/toString/polluted', value: true }],
    jsonPatch,
    422,
  ],
  [
    'a patch from an inherited function',
    'PATCH',
    'Task/here',
    [{ op: 'copy', from: '/hasOwnProperty/name', path: '/description' }],
    jsonPatch,
    422,
  ],
  ['a patch in an unknown form', 'PATCH', 'Task/here', 'x', { 'content-type': 'application/xml-patch+xml' }, 415],
  ['a patch of nowhere', 'PATCH', 'Task/nowhere', [], jsonPatch, 404],
  ['a conditional patch without criteria', 'PATCH', 'Task', [], jsonPatch, 412],
  ['a bundle without type', 'POST', '', { resourceType: 'Bundle' }, json, 400],
  ['a bundle of odd entries', 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry: [null, 5] }, json, 400],
  [
    'a batch of odd entries',
    'POST',
    '',
    {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [
        null,
        5,
        {},
        { request: { method: 'GET', url: 7 } },
        { request: { method: 'FLY', url: 'x' } },
        { request: { method: 'GET', url: '%zz' } },
        { fullUrl: 5, request: { method: 'GET', url: 'Task' } },
        { resource: 5, request: { method: 'POST', url: 'Task' } },
        { request: { method: 'POST', url: 'Task' } },
        { request: { method: 'POST', url: '' } },
      ],
    },
    json,
    200,
  ],
  [
    'an entry twice',
    'POST',
    '',
    {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [1, 2].map(() => ({ fullUrl: 'urn:uuid:a', resource: task, request: { method: 'POST', url: 'Task' } })),
    },
    json,
    400,
  ],
  ['$validate of nothing', 'POST', '$validate', { resourceType: 'Parameters' }, json, 400],
  ['$validate of null', 'POST', 'Task/$validate', 'null', json, 400],
  ['$process-message of a page', 'POST', '$process-message', '<html>', { 'content-type': 'text/html' }, 415],
  ['$status of nobody', 'GET', 'Subscription/nobody/$status', undefined, {}, 404],
  ['$events by DELETE', 'DELETE', 'Subscription/nobody/$events', undefined, {}, 405],
];

describe('bad input', () => {
  it.each(table)('%s: %s %s', async (_what, method, path, body, headers, status) => {
    const answer = await f.send(method, path, body, headers);
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([status, expect.anything()]);
    if (status >= 400) {
      expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] });
      expect(answer.body.issue![0]!.diagnostics.length).toBeGreaterThan(5);
      expect(answer.headers['content-type']).toContain('application/fhir+json');
    }
    // Nothing leaked into what all objects share, and the server is well.
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((Object.prototype.toString as { polluted?: unknown }).polluted).toBeUndefined();
    expect((await f.send('GET', 'Task/here')).status).toBe(200);
  });

  it('outside the base is not found', async () => {
    const answer = await f.send('GET', `${f.url}x/Task`);
    expect([answer.status, answer.body.resourceType]).toEqual([404, 'OperationOutcome']);
  });

  it('names what is possible when a method is not', async () => {
    expect((await f.send('PUT', 'metadata', {})).headers.allow).toBe('GET');
    expect((await f.send('POST', 'Task/here', task)).headers.allow).toBe('GET, PUT, PATCH, DELETE');
  });

  it('that breaks off, or is no HTTP, hurts nobody', async () => {
    const { port } = new URL(f.url);
    const say = (text: string) =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () =>
          socket.write(text, () => setImmediate(() => socket.destroy())),
        );
        socket.on('close', () => resolve());
        socket.on('error', () => resolve());
      });
    await say(
      'POST /fhir/Task HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"res',
    );
    await say('POST /fhir/Task HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n');
    await say('nonsense\r\n\r\n');
    expect((await f.send('GET', 'Task/here')).status).toBe(200);
  });
});

/** A small generator of numbers that are the same every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('random requests', () => {
  const next = random(20240310);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const scraps = [
    '',
    'x',
    '%',
    '0',
    '-1',
    'null',
    'Task',
    'Patient',
    'here',
    '_history',
    '_search',
    '$validate',
    '$status',
    '$process-message',
    'metadata',
    '..',
    '#',
    '|',
    ',',
    '\\',
    ':',
    '.',
    '_has',
    '*',
    'W/"1"',
    'ge2024',
    '2024-13-45',
    '1e999',
    'urn:uuid:1',
    '__proto__',
    'toString',
    '\u0000',
    'ü',
    '🎉',
  ];
  const names = [
    'status',
    'patient',
    'focus',
    'owner',
    'code',
    'authored-on',
    'period',
    '_id',
    '_sort',
    '_count',
    '_include',
    '_revinclude',
    '_elements',
    '_summary',
    '_total',
    '_lastUpdated',
    '_tag',
    '_has:Task:focus:status',
    'owner.name',
    'owner:identifier',
    'focus:missing',
    'code:text',
    'code:of-type',
    '_format',
    '_page',
    '_offset',
    '_since',
  ];
  const value = (depth: number): unknown => {
    const kind = Math.floor(next() * (depth > 4 ? 5 : 8));
    if (kind < 2) return pick(scraps);
    if (kind === 2) return Math.floor(next() * 1e6) / 100;
    if (kind === 3) return next() < 0.5;
    if (kind === 4) return null;
    if (kind === 5) return Array.from({ length: Math.floor(next() * 4) }, () => value(depth + 1));
    const keys = [
      'reference',
      'coding',
      'system',
      'value',
      'code',
      'identifier',
      'start',
      'end',
      'display',
      'extension',
      'url',
      pick(scraps),
    ];
    return Object.fromEntries(Array.from({ length: Math.floor(next() * 4) }, () => [pick(keys), value(depth + 1)]));
  };
  const resource = (): unknown => {
    const elements = [
      'id',
      'meta',
      'status',
      'intent',
      'for',
      'focus',
      'owner',
      'code',
      'identifier',
      'authoredOn',
      'executionPeriod',
      'partOf',
      'entry',
      'type',
      'parameter',
      'channel',
      'criteria',
      'contained',
      'text',
      'name',
      'valueQuantity',
    ];
    const type = pick([
      'Task',
      'Task',
      'Patient',
      'Bundle',
      'Parameters',
      'Subscription',
      'Observation',
      'MessageHeader',
      'Nonsense',
    ]);
    return {
      resourceType: type,
      ...Object.fromEntries(Array.from({ length: Math.floor(next() * 6) }, () => [pick(elements), value(0)])),
    };
  };
  const entry = () => ({
    fullUrl: pick(scraps),
    resource: pick([resource(), value(2), undefined]),
    request: {
      method: pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'x']),
      url: pick(['Task', 'Task/here', 'Task?identifier=x', pick(scraps)]),
    },
  });
  const body = (): unknown =>
    pick([
      resource,
      () => value(0),
      () => ({ resourceType: 'Bundle', type: pick(['batch', 'transaction', 'message']), entry: [entry(), entry()] }),
      () => [
        {
          op: pick(['add', 'remove', 'replace', 'copy', 'move', 'test']),
          path: `/${pick(scraps)}/${pick(scraps)}`,
          from: `/${pick(scraps)}`,
          value: value(2),
        },
      ],
      () => ({
        resourceType: 'Parameters',
        parameter: [
          {
            name: 'operation',
            part: [
              { name: 'type', valueCode: pick(['add', 'insert', 'delete', 'replace', 'move']) },
              {
                name: 'path',
                valueString: pick(['Task', 'Task.status', 'Task.note', 'Task.code.coding', pick(scraps)]),
              },
              { name: 'name', valueString: pick(['note', 'code', 'status', pick(scraps)]) },
              { name: 'value', [pick(['valueString', 'valueCode', 'valueAnnotation', 'part'])]: value(2) },
            ],
          },
        ],
      }),
    ])();
  const query = () =>
    Array.from(
      { length: Math.floor(next() * 4) },
      () => `${encodeURIComponent(pick(names))}=${encodeURIComponent(pick(scraps))}`,
    ).join('&');
  const requestPath = () => {
    const segments = Array.from({ length: Math.floor(next() * 4) }, () =>
      encodeURIComponent(
        pick(next() < 0.6 ? ['Task', 'Patient', 'Subscription', 'here', '_search', '_history', '1'] : scraps),
      ),
    );
    return `${f.url}/${segments.filter((segment) => !/^\.+$/.test(segment)).join('/')}?${query()}`;
  };

  const wild = () => {
    const method = pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const);
    const sent = method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(body());
    return { method, path: requestPath(), sent };
  };
  /** A create or search of a known type, with odd content only. */
  const plausible = () => {
    const resourceType = pick(['Task', 'Patient', 'Observation', 'Bundle']);
    const { id: _id, meta: _meta, ...content } = resource() as Record<string, unknown>;
    if (next() < 0.5) return { method: 'GET' as const, path: `${f.url}/${resourceType}?${query()}`, sent: undefined };
    const sent = JSON.stringify({ ...content, resourceType });
    return { method: 'POST' as const, path: `${f.url}/${resourceType}`, sent };
  };

  it('never crash the server and never get a 500', async () => {
    const statuses = new Map<number, number>();
    for (let n = 0; n < 1500; n++) {
      const { method, path, sent } = next() < 0.5 ? plausible() : wild();
      const headers: Record<string, string> =
        sent === undefined
          ? {}
          : {
              'content-type': pick([
                'application/fhir+json',
                'application/json-patch+json',
                'application/fhir+json',
                'text/plain',
              ]),
            };
      if (next() < 0.2) headers['if-match'] = pick(['W/"1"', 'W/"999"', '*', '""', 'x']);
      if (next() < 0.1) headers['if-none-exist'] = pick(['identifier=x', 'x', '?']);
      if (next() < 0.1) headers.prefer = pick(['return=minimal', 'return=OperationOutcome', 'handling=strict', ',;=']);
      const answer = await f.send(method, path, sent, headers);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500) expect([method, path, sent, answer.text]).toEqual('never');
      if (answer.status >= 400) expect(answer.body.resourceType).toMatch(/OperationOutcome|Bundle/);
    }
    // The requests were not all turned away at the door.
    for (const status of [200, 201, 400, 404, 405])
      expect([status, statuses.get(status) ?? 0]).toEqual([status, expect.toSatisfy((count: number) => count > 10)]);
  });
});
