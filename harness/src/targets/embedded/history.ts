import type { Core } from './core.js';
import { reply, type FhirRequest, type Reply } from './http.js';
import { badRequest, Refusal } from './outcome.js';
import { responseOf, isCreation } from './read.js';
import { dateRange } from './search/kinds/date.js';
import { pageLinks } from './search/page.js';
import { DEFAULT_COUNT, parseCount } from './search/query.js';
import type { Version } from './store.js';

/** GET [Type[/id]]/_history (R4 http.html#history): newest first, with `_count` and `_since`. */
export function history(core: Core, request: FhirRequest, type?: string, id?: string): Reply {
  const value = (name: string) => request.query.find(([candidate]) => candidate === name)?.[1];
  const count = parseCount(value('_count') ?? String(DEFAULT_COUNT));
  const all = select(core, type, id, value('_since'));
  const versions = all.filter((version) => request.rights?.mayRead(version) ?? true);
  if (id !== undefined && versions.length === 0 && all[0]) request.rights?.checkRead(all[0]);
  const path = [type, id, '_history'].filter(Boolean).join('/');
  const self = `${core.base}/${path}${queryText(request)}`;
  const write = (offset: number, size: number, token: string | undefined) =>
    writePage(core, versions, { self, offset, count: size, length: versions.length }, token);
  if (versions.length <= count || count === 0) return reply(200, write(0, count, undefined));
  const token = core.pages.keep({ write });
  return reply(200, write(0, count, token));
}

function select(core: Core, type: string | undefined, id: string | undefined, since: string | undefined): Version[] {
  const all = id === undefined ? core.store.history(type) : core.store.entity(type!, id)?.versions;
  if (!all) throw new Refusal(404, 'not-found', `there is no ${type}/${id}`);
  const newestFirst = [...all].reverse();
  if (since === undefined) return newestFirst;
  const from = dateRange(since.replace(' ', '+'))?.start;
  if (from === undefined) throw badRequest(`_since needs an instant, not "${since}"`, 'value');
  return newestFirst.filter((version) => Date.parse(version.lastUpdated) >= from);
}

function writePage(
  core: Core,
  versions: readonly Version[],
  page: { self: string; offset: number; count: number; length: number },
  token: string | undefined,
): string {
  const head = {
    resourceType: 'Bundle',
    type: 'history',
    total: versions.length,
    link: pageLinks(core.base, token, page),
  };
  const entries = versions.slice(page.offset, page.offset + page.count).map((version) => historyEntry(core, version));
  const text = JSON.stringify(head);
  return entries.length === 0 ? text : `${text.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

function historyEntry(core: Core, version: Version): string {
  const { type, id, key } = version.entity;
  const method = version.method;
  const url = method === 'POST' || (isCreation(version) && method !== 'PUT') ? type : `${type}/${id}`;
  const rest = JSON.stringify({ request: { method, url }, response: responseOf(version) }).slice(1);
  const resource = version.resource ? `"resource":${version.json},` : '';
  return `{"fullUrl":"${core.base}/${key}",${resource}${rest}`;
}

/** The query as it came, encoded again. */
export function queryText(request: FhirRequest): string {
  return encodeQuery(request.query);
}

/** `?a=b&c=d`, or nothing. */
export function encodeQuery(parameters: readonly [string, string][]): string {
  if (parameters.length === 0) return '';
  return `?${parameters.map(([name, value]) => `${encodeName(name)}=${encodeName(value)}`).join('&')}`;
}

/** Leaves what search values are full of readable; all of it is allowed in a query. */
function encodeName(text: string): string {
  if (/^[\w.:,/$-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(/%(2C|3A|2F|24)/g, (code) => decodeURIComponent(code));
}
