import type { Resource } from '../guide/resource.js';
import type { FhirRequest, Reply } from '../targets/embedded/http.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';

/** A way in which servers differ and are right all the same: no check may mind it. */
export interface Lawful {
  id: string;
  /** One sentence that says what the server does. */
  title: string;
  /** What permits it. */
  by: string;
  hooks: ServerHooks;
}

const R4 = 'http://hl7.org/fhir/R4';

function withHeader(reply: Reply, name: string, change: (value: string) => string | undefined): Reply {
  const headers = Object.entries(reply.headers).flatMap(([key, value]): [string, string][] => {
    const changed = key.toLowerCase() === name ? change(value) : value;
    return changed === undefined ? [] : [[key, changed]];
  });
  return { ...reply, headers: Object.fromEntries(headers) };
}

function withBundle(reply: Reply, type: string, change: (bundle: Bundle) => object): Reply {
  const body = reply.body === undefined ? undefined : (JSON.parse(reply.body) as Bundle);
  return body?.resourceType === 'Bundle' && body.type === type
    ? { ...reply, body: JSON.stringify(change(body)) }
    : reply;
}

interface Bundle {
  resourceType: string;
  type?: string;
  total?: number;
  entry?: { resource?: Resource; search?: object }[];
  link?: { relation: string; url: string }[];
}

function isWrite({ method }: FhirRequest, { status }: Reply): boolean {
  return (method === 'PUT' && status === 200) || (method === 'POST' && status === 201);
}

function withoutBody({ body: _body, ...reply }: Reply): Reply {
  return reply;
}

const OUTCOME = { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] };

/** One entry more in each answer to a search for a type that found something. */
const searchedWith = (entry: object): ServerHooks => ({
  afterResponse: (reply, { path }) =>
    path.length === 1
      ? withBundle(reply, 'searchset', (bundle) =>
          bundle.entry?.length ? { ...bundle, entry: [...bundle.entry, entry] } : bundle,
        )
      : reply,
});

/** Messages that were answered once by the word that they cannot be taken just now. */
const putOff = new Set<string>();

/** The first answer to each message that would be taken asks for it to be sent again, and says why. */
function askedAgain(acknowledgement: Bundle): object {
  const [first, ...others] = acknowledgement.entry ?? [];
  const header = first?.resource as (Resource & { response?: { identifier: string; code: string } }) | undefined;
  const { response } = header ?? {};
  if (!first || !header || response?.code !== 'ok' || putOff.has(response.identifier)) return acknowledgement;
  putOff.add(response.identifier);
  const fullUrl = 'urn:uuid:0b6f2a34-3c0f-4d8e-9a55-6d0a4a7c1e02';
  const issue = [{ severity: 'error', code: 'transient', diagnostics: 'The system is busy' }];
  const answer = { ...response, code: 'transient-error', details: { reference: fullUrl } };
  return {
    ...acknowledgement,
    entry: [
      { ...first, resource: { ...header, response: answer } },
      ...others,
      { fullUrl, resource: { resourceType: 'OperationOutcome', issue } },
    ],
  };
}

/** A history, two versions a page. */
const PAGE = 2;
function historyPage(reply: Reply, { path, query, headers }: FhirRequest): Reply {
  if (path.at(-1) !== '_history') return reply;
  const page = Number(query.find(([name]) => name === '_page')?.[1] ?? 0);
  return withBundle(reply, 'history', ({ entry = [], link = [], ...bundle }) => {
    const url = `http://${headers.host ?? ''}/fhir/${path.join('/')}?_page=${page + 1}`;
    const more = entry.length > (page + 1) * PAGE ? [{ relation: 'next', url }] : [];
    return {
      ...bundle,
      entry: entry.slice(page * PAGE, (page + 1) * PAGE),
      link: [...link.filter(({ relation }) => relation !== 'next'), ...more],
    };
  });
}

/** Moments two hours ahead of UTC, to the millisecond where they are to the second. */
function elsewhereInTime(text: string): string {
  return text.replace(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z"/g, (_all, whole: string, part = '') => {
    const moment = new Date(Date.parse(`${whole}${String(part)}Z`) + 7_200_000).toISOString();
    return `"${moment.slice(0, -1)}+02:00"`;
  });
}

/** Every reference to a resource of the server itself is its whole URL. */
function absoluteReferences(text: string, host: string): string {
  return text.replace(/"reference":"(?=[A-Z][A-Za-z]+\/)/g, `"reference":"http://${host}/fhir/`);
}

/** Of every other version the properties come in the opposite order. */
function turnedRound(value: unknown, odd = false): unknown {
  if (Array.isArray(value)) return value.map((item) => turnedRound(item, odd));
  if (typeof value !== 'object' || value === null) return value;
  const { versionId } = ((value as Partial<Resource>).meta ?? {}) as { versionId?: string };
  const turns = versionId === undefined ? odd : Number(versionId) % 2 === 1;
  const properties = Object.entries(value).map(([name, item]) => [name, turnedRound(item, turns)] as const);
  return Object.fromEntries(turns ? properties.reverse() : properties);
}

const changedText = (change: (text: string, request: FhirRequest) => string): ServerHooks => ({
  afterResponse: (reply, request) =>
    reply.body === undefined ? reply : { ...reply, body: change(reply.body, request) },
});

/** Lawful ways of servers, each of which a check minded once or might mind. */
export const LAWFUL: readonly Lawful[] = [
  {
    id: 'minimal',
    title: 'A write is answered without the resource',
    by: `${R4}/http.html#ops`,
    hooks: { afterResponse: (reply, request) => (isWrite(request, reply) ? withoutBody(reply) : reply) },
  },
  {
    id: 'no-content',
    title: 'An update is answered by 204',
    by: `${R4}/http.html#ops`,
    hooks: {
      afterResponse: (reply, { method }) =>
        method === 'PUT' && reply.status === 200 ? { ...withoutBody(reply), status: 204 } : reply,
    },
  },
  {
    id: 'outcome-for-a-write',
    title: 'An update is answered by an OperationOutcome',
    by: `${R4}/http.html#ops`,
    hooks: {
      afterResponse: (reply, { method }) =>
        method === 'PUT' && reply.status === 200 ? { ...reply, body: JSON.stringify(OUTCOME) } : reply,
    },
  },
  {
    id: 'no-etag',
    title: 'Versions are told in the resource alone',
    by: `${R4}/http.html#versions`,
    hooks: { afterResponse: (reply) => withHeader(reply, 'etag', () => undefined) },
  },
  {
    id: 'media-type-in-capitals',
    title: 'The media type is in capitals',
    by: 'RFC 9110, 8.3.1',
    hooks: { afterResponse: (reply) => withHeader(reply, 'content-type', () => 'Application/FHIR+JSON;charset=UTF-8') },
  },
  {
    id: 'location-by-path',
    title: 'A Location is a path on the same host',
    by: 'RFC 9110, 10.2.2',
    hooks: {
      afterResponse: (reply) => withHeader(reply, 'location', (url) => new URL(url, 'http://server.example').pathname),
    },
  },
  {
    id: 'outcome-among-results',
    title: 'A search tells something of itself beside what it found',
    by: `${R4}/search.html#entries`,
    hooks: searchedWith({ resource: OUTCOME, search: { mode: 'outcome' } }),
  },
  {
    id: 'included-unasked',
    title: 'A search includes a resource that belongs to what it found',
    by: `${R4}/search.html#entries`,
    hooks: searchedWith({
      resource: { resourceType: 'Organization', id: 'included', name: 'Included' },
      search: { mode: 'include' },
    }),
  },
  {
    id: 'history-in-pages',
    title: 'A history comes two versions a page, whatever was asked for',
    by: `${R4}/http.html#paging`,
    hooks: { afterResponse: historyPage },
  },
  {
    id: 'other-time-zone',
    title: 'Moments are told in the time zone of the server, to the millisecond',
    by: `${R4}/datatypes.html#dateTime`,
    hooks: changedText(elsewhereInTime),
  },
  {
    id: 'absolute-references',
    title: 'References are whole URLs',
    by: `${R4}/references.html#literal`,
    hooks: changedText((text, { headers }) => absoluteReferences(text, headers.host ?? '')),
  },
  {
    id: 'properties-in-any-order',
    title: 'The properties of a resource come in one order today and in another tomorrow',
    by: `${R4}/json.html#json`,
    hooks: changedText((text) => JSON.stringify(turnedRound(JSON.parse(text)))),
  },
  {
    id: 'versions-by-tens',
    title: 'The numbers of versions have gaps',
    by: `${R4}/resource.html#Meta`,
    hooks: { versionFor: (next) => next * 10 },
  },
  {
    id: 'message-at-the-second-time',
    title: 'A message cannot be taken just now, and is when it comes again',
    by: `${R4}/valueset-response-code.html`,
    hooks: {
      afterResponse: (reply, { path }) =>
        path.at(-1) === '$process-message' ? withBundle(reply, 'message', (bundle) => askedAgain(bundle)) : reply,
    },
  },
];
