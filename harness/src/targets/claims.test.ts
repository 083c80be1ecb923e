import { afterAll, describe, expect, it } from 'vitest';
import { NoAnswer, type Answer } from '../perform/http.js';
import { claimsIn, fetchClaims } from './claims.js';
import { TargetError } from './target-error.js';

const TOPICS =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical';

type Json = Record<string, unknown>;

function statement(rest: Json, more: Json = {}): Json {
  return { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ mode: 'server', ...rest }], ...more };
}

const answering = (answer: Partial<Answer>) => (): Promise<Answer> =>
  Promise.resolve({ status: 200, headers: {}, ...answer });

describe('what a CapabilityStatement claims', () => {
  it('claims nothing when nothing is said', () => {
    expect(claimsIn(statement({}))).toEqual({ processMessage: false, subscriptions: 'none', versioning: false });
  });

  it.each([
    ['an operation of the system', statement({ operation: [{ name: 'process-message', definition: 'x' }] })],
    ['an operation written with its dollar sign', statement({ operation: [{ name: '$process-message' }] })],
    [
      'an operation known by its definition',
      statement({
        operation: [
          { name: 'pm', definition: 'http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message|4' },
        ],
      }),
    ],
    ['messaging', statement({}, { messaging: [{ endpoint: [] }] })],
  ])('takes messages by %s', (_how, value) => {
    expect(claimsIn(value).processMessage).toBe(true);
  });

  it('takes none by an operation of a type or another name', () => {
    const resource = [{ type: 'MessageHeader', operation: [{ name: 'process-message' }] }];
    expect(claimsIn(statement({ resource })).processMessage).toBe(false);
    expect(claimsIn(statement({ operation: [{ name: 'process-message-later' }] })).processMessage).toBe(false);
  });

  it.each([
    ['none', [{ type: 'Task' }]],
    ['none', [{ type: 'Subscription', interaction: [{ code: 'read' }] }]],
    ['none', [{ type: 'Basic', interaction: [{ code: 'create' }] }]],
    ['rest-hook', [{ type: 'Subscription', interaction: [{ code: 'read' }, { code: 'create' }] }]],
    ['backport', [{ type: 'Subscription', extension: [{ url: TOPICS, valueCanonical: 'http://t' }] }]],
  ])('takes subscriptions: %s, by %j', (expected, resource) => {
    expect(claimsIn(statement({ resource })).subscriptions).toBe(expected);
  });

  it('finds the topics at the rest element and at the whole statement too', () => {
    const extension = [{ url: TOPICS, valueCanonical: 'http://t' }];
    expect(claimsIn(statement({ extension })).subscriptions).toBe('backport');
    expect(claimsIn(statement({}, { extension })).subscriptions).toBe('backport');
    expect(claimsIn(statement({}, { extension: [{ url: 'http://other' }] })).subscriptions).toBe('none');
  });

  it.each([
    ['versioned', true],
    ['versioned-update', true],
    ['no-version', false],
    [undefined, false],
  ])('keeps versions of Tasks: %s means %s', (versioning, expected) => {
    expect(claimsIn(statement({ resource: [{ type: 'Task', versioning }] })).versioning).toBe(expected);
  });

  it('reads the server side only', () => {
    const rest = [
      {
        mode: 'client',
        operation: [{ name: 'process-message' }],
        resource: [{ type: 'Task', versioning: 'versioned' }],
      },
    ];
    expect(claimsIn({ resourceType: 'CapabilityStatement', rest })).toEqual(claimsIn(statement({})));
  });

  it('tells the software with its version', () => {
    expect(claimsIn(statement({}, { software: { name: 'HAPI FHIR Server', version: '8.8.0' } })).software).toBe(
      'HAPI FHIR Server 8.8.0',
    );
    expect(claimsIn(statement({}, { software: { version: 3 } }))).not.toHaveProperty('software');
  });

  it.each([
    [null],
    ['text'],
    [7],
    [[]],
    [{ rest: 'x', software: [], messaging: {} }],
    [{ rest: [null, { resource: [3] }] }],
  ])('never throws: %j', (value) => {
    expect(claimsIn(value)).toEqual({ processMessage: false, subscriptions: 'none', versioning: false });
  });
});

describe('asking a server', () => {
  const asked: string[] = [];
  afterAll(() => expect(new Set(asked)).toEqual(new Set(['http://x/fhir/metadata'])));
  const fetchFrom = (answer: () => Promise<Answer>): Promise<unknown> =>
    fetchClaims('http://x/fhir', (url) => {
      asked.push(url);
      return answer();
    });

  it('answers with the claims', async () => {
    const json = statement({ operation: [{ name: 'process-message' }] });
    expect(await fetchFrom(answering({ body: { json } }))).toMatchObject({ processMessage: true });
  });

  it.each<[string, Partial<Answer>, RegExp]>([
    ['no statement', { status: 404, body: { text: '' } }, /metadata answered 404: .* under "claims"/],
    ['no right to read it', { status: 401 }, /answered 401: .*credentials for this origin under "auth"/],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://y/fhir/metadata?x=1' } },
      /not followed.*leads to: http:\/\/y\/fhir\.$/,
    ],
    ['a redirect to nowhere', { status: 308 }, /308: redirects are not followed\. Give the URL that it leads to\.$/],
    ['XML', { body: { text: '<CapabilityStatement/>' } }, /answered with no FHIR JSON/],
    ['nothing', {}, /answered with no FHIR JSON/],
    ['a null', { body: { json: null } }, /answered with no FHIR JSON/],
    ['another resource', { body: { json: { resourceType: 'Patient' } } }, /answered with a Patient, not with a Capab/],
    ['R5', { body: { json: statement({}, { fhirVersion: '5.0.0' }) } }, /speaks FHIR 5\.0\.0; give .* R4/],
    ['R4B', { body: { json: statement({}, { fhirVersion: '4.3.0' }) } }, /speaks FHIR 4\.3\.0/],
  ])('says what came instead: %s', async (_what, answer, message) => {
    const failing = fetchFrom(answering(answer));
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.toBeInstanceOf(TargetError);
  });

  it('says why nothing came', async () => {
    const silent = fetchFrom(() => Promise.reject(new NoAnswer('connection refused: nothing listens there')));
    await expect(silent).rejects.toThrow(/metadata: connection refused.*Is the server running/);
  });

  it('hands faults of its own on as they are', async () => {
    const fault = new Error('a bug');
    await expect(fetchFrom(() => Promise.reject(fault))).rejects.toBe(fault);
  });
});
