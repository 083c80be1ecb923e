import { eachKeepsCopies } from '../../exchange/catalog.js';
import type { InstanceKey, Resource } from '../../guide/resource.js';
import { firstIdentifier } from '../../plan/logical-references.js';
import type { HistoryStep, ReadStep } from '../../plan/plan.js';
import type { Answer } from '../http.js';
import { etagIn, OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';

/** Reads a resource as an actor sees it. */
export async function performRead(step: ReadStep, run: RunContext): Promise<Outcome> {
  const url = await locate(step.key, step.at, step.by, step.id, run);
  if (!url) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  return (await look(url, step.id, step.by, step.at, run))
    ? OK
    : { outcome: 'refused', reason: `${step.key} cannot be read` };
}

/** GETs a resource and remembers what the actor saw. */
export async function look(
  url: string,
  step: string,
  by: string,
  at: string,
  run: RunContext,
): Promise<Resource | undefined> {
  const { answer } = await run.send(step, by, at, { method: 'GET', url });
  const body = succeeded(answer) ? resourceIn(answer) : undefined;
  if (answer && body) run.ledger.saw(by, url, { body, etag: etagIn(answer) });
  return body;
}

/**
 * Where an actor finds an instance at `at`'s system: where the run knows it to be, else by its business identifier, as
 * a party does with what a message brought.
 */
export async function locate(
  key: InstanceKey,
  at: string,
  by: string,
  step: string,
  run: RunContext,
): Promise<string | undefined> {
  const known = run.ledger.url(key, at);
  if (known) return known;
  const shared = eachKeepsCopies(run.plan) ? undefined : homeUrl(key, run);
  return shared ?? findByIdentifier(key, at, by, step, run);
}

function homeUrl(key: InstanceKey, run: RunContext): string | undefined {
  const home = run.plan.instances[key]?.homes[0];
  return home === undefined ? undefined : run.ledger.url(key, home);
}

/** Searches `at`'s system by the instance's first identifier and binds what is found. */
export async function findByIdentifier(
  key: InstanceKey,
  at: string,
  by: string,
  step: string,
  run: RunContext,
): Promise<string | undefined> {
  const content = run.copies.any(key, at);
  if (!content) return undefined;
  const query = identifierQuery(run.localizedValue(content, at));
  if (!query) return undefined;
  const base = run.base(at);
  const search = { step, by, at, url: `${base}/${content.resourceType}?${query}` };
  const found = (await searchAll(search, run, (matches) => matches.length > 0))?.[0];
  if (!found?.id) return undefined;
  const url = `${base}/${found.resourceType}/${found.id}`;
  run.bind(key, at, url);
  return url;
}

/** `identifier=system|value` of a resource, encoded; undefined when it has no identifier. */
export function identifierQuery(resource: Resource): string | undefined {
  const identifier = firstIdentifier(resource);
  return identifier && identifierParameter(identifier);
}

/** `identifier=system|value`, encoded. */
export function identifierParameter({ system, value }: { system: string; value: string }): string {
  return `identifier=${encodeURIComponent(`${escapeToken(system)}|${escapeToken(value)}`)}`;
}

/** Escapes what has a meaning in search values (R4 search.html#escaping). */
export function escapeToken(text: string): string {
  return text.replace(/[\\,|$]/g, '\\$&');
}

/** How many pages of one answer are read at most. */
const MOST_PAGES = 50;

/**
 * Searches and reads the answer page by page, by its next links, until `enough` is found or there are no more. Answers what was found,
 * or undefined when the search itself was refused.
 */
export async function searchAll(
  outgoing: { step: string; by: string; at: string; url: string },
  run: RunContext,
  enough: (found: readonly Resource[]) => boolean = () => false,
): Promise<Resource[] | undefined> {
  const { step, by, at } = outgoing;
  const found: Resource[] = [];
  let url: string | undefined = outgoing.url;
  for (let page = 0; url !== undefined && page < MOST_PAGES; page++) {
    const { answer }: { answer?: Answer } = await run.send(step, by, at, { method: 'GET', url });
    if (!succeeded(answer)) return page === 0 ? undefined : found;
    const bundle = resourceIn(answer);
    found.push(...entriesOf(bundle));
    url = enough(found) ? undefined : nextIn(bundle);
  }
  return found;
}

/** The next link of a search answer (R4 http.html#paging). */
function nextIn(bundle: Resource | undefined): string | undefined {
  const links = listIn(bundle?.link) as ({ relation?: unknown; url?: unknown } | null)[];
  const url = links.find((link) => link?.relation === 'next')?.url;
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

/** Matches in a search set (entries with mode include left out). */
export function entriesOf(bundle: Resource | undefined): Resource[] {
  const entries = listIn(bundle?.entry) as ({ resource?: Resource | null; search?: { mode?: string } | null } | null)[];
  return entries.flatMap((entry) => {
    const resource = entry?.resource;
    const isMatch = entry?.search?.mode !== 'include' && entry?.search?.mode !== 'outcome';
    return isMatch && typeof resource?.resourceType === 'string' ? [resource] : [];
  });
}

/** A list as such; nothing where a server sent something else. */
function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Searches for all that has a resource's first identifier. */
async function findAll({ id: step, key, by, at }: HistoryStep, run: RunContext): Promise<void> {
  const content = run.copies.any(key, at);
  const query = content && identifierQuery(run.localizedValue(content, at));
  if (query) await searchAll({ step, by, at, url: `${run.base(at)}/${content.resourceType}?${query}` }, run);
}

/** Asks for every version of a resource, page by page: a server may give fewer at once than it was asked for (R4 http.html#paging). */
export async function performHistory(step: HistoryStep, run: RunContext): Promise<Outcome> {
  const at = await locate(step.key, step.at, step.by, step.id, run);
  if (!at) return { outcome: 'skipped', reason: `${step.by} cannot find ${step.key}` };
  // Where messages make copies, there might be more than one: evidence for the laws.
  if (eachKeepsCopies(run.plan)) await findAll(step, run);
  let url: string | undefined = `${at}/_history?_count=200`;
  for (let page = 0; url !== undefined && page < MOST_PAGES; page++) {
    const { answer }: { answer?: Answer } = await run.send(step.id, step.by, step.at, { method: 'GET', url });
    if (!succeeded(answer)) return { outcome: 'refused', reason: `the history of ${step.key} cannot be read` };
    url = nextIn(resourceIn(answer));
  }
  return OK;
}
