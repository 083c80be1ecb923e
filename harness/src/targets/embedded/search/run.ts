import type { Rights } from '../access/rights.js';
import type { Core } from '../core.js';
import { encodeQuery } from '../history.js';
import { preferences, reply, type FhirRequest, type Reply } from '../http.js';
import { badRequest, outcomeOf } from '../outcome.js';
import type { Version } from '../store.js';
import type { Sees } from './searcher.js';
import { included } from './include.js';
import { pageLinks } from './page.js';
import { parseCount, parseSearch, type Query } from './query.js';
import { sortResults } from './sort.js';

/** GET Type?criteria and POST Type/_search (R4 http.html#search). */
export function search(core: Core, request: FhirRequest, type: string): Reply {
  const parameters = core.hooks.searchParameters?.(request.query, type) ?? request.query;
  const strict = preferences(request).handling === 'strict';
  const sees: Sees = (version) => request.rights?.mayRead(version, 'search') ?? true;
  const query = parseSearch(type, parameters, strict, core.searcher, sees);
  const shown = core.searcher.find(type, query.clauses).filter(sees);
  const matches = sortResults(shown, query, core.searcher.parameters);
  const self = `${core.base}/${type}${encodeQuery(query.applied)}`;
  if (query.summary === 'count' || query.count === 0) {
    return reply(200, {
      resourceType: 'Bundle',
      type: 'searchset',
      total: matches.length,
      link: [{ relation: 'self', url: self }],
    });
  }
  const write = (offset: number, count: number, token: string | undefined) =>
    writePage(core, query, matches, { self, offset, count, length: matches.length }, token, request.rights);
  const token = matches.length > query.count ? core.pages.keep({ write }) : undefined;
  return reply(200, write(0, query.count, token));
}

/** GET base?_page=...: a further page of a search or history. */
export function furtherPage(core: Core, request: FhirRequest): Reply {
  const value = (name: string) => request.query.find(([candidate]) => candidate === name)?.[1] ?? '';
  const token = value('_page');
  const kept = core.pages.get(token);
  const count = parseCount(value('_count'));
  if (!/^\d{1,9}$/.test(value('_offset')) || count === 0) throw badRequest('this page link was altered', 'value');
  return reply(200, kept.write(Number(value('_offset')), count, token));
}

function writePage(
  core: Core,
  query: Query,
  matches: readonly Version[],
  page: { self: string; offset: number; count: number; length: number },
  token: string | undefined,
  rights: Rights | undefined,
): string {
  const shown = token === undefined ? matches : matches.slice(page.offset, page.offset + page.count);
  const entries = shown.map((version) => entryText(core, query, version, 'match'));
  if (query.includes.length > 0) {
    const extra = included(shown, query.includes, { store: core.store, searcher: core.searcher });
    const allowed = extra.filter((version) => rights?.mayRead(version, 'search') ?? true);
    entries.push(...allowed.map((version) => entryText(core, query, version, 'include')));
  }
  if (query.ignored.length > 0) entries.push(ignoredEntry(query.ignored));
  const total = query.total === 'none' ? '' : `"total":${matches.length},`;
  const links = JSON.stringify(pageLinks(core.base, token, page));
  const list = entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`;
  return `{"resourceType":"Bundle","type":"searchset",${total}"link":${links}${list}}`;
}

function entryText(core: Core, query: Query, version: Version, mode: 'match' | 'include'): string {
  const whole = query.elements.length === 0 && query.summary === 'false';
  const elements = mode === 'match' ? query.elements : [];
  const json = whole ? version.json : core.subsets.apply(version.resource!, version.json, elements, query.summary);
  return `{"fullUrl":"${core.base}/${version.entity.key}","resource":${json},"search":{"mode":"${mode}"}}`;
}

/** What was left out of a lenient search (R4 search.html#errors). */
function ignoredEntry(ignored: readonly string[]): string {
  const issues = ignored.map((diagnostics) => ({
    severity: 'warning' as const,
    code: 'not-supported',
    diagnostics: `ignored: ${diagnostics}`,
  }));
  return JSON.stringify({ resource: outcomeOf(issues), search: { mode: 'outcome' } });
}
