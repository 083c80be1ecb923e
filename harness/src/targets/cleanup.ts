import type { Resource } from '../guide/resource.js';
import type { HistoryRecord, HttpRecord, RunRecord } from '../history/record.js';
import { NoAnswer, type Answer, type HttpClient } from '../perform/http.js';
import { hasRunTag, runTagCode } from '../perform/run-tag.js';
import { referencedUrls, versionless } from '../plan/references.js';
import type { Target } from './target.js';
import { told } from './told.js';

/** What became of the resources that a run made. URLs; those that were gone already are in neither list. */
export interface CleanUp {
  removed: string[];
  left: { url: string; reason: string }[];
}

/** A resource that is still there and is the run's own. */
interface Own {
  url: string;
  refersTo: ReadonlySet<string>;
}

/**
 * Deletes what a run made, by its history and its tag: newest first, what refers to others before them; a delete that is refused because
 * of such references (409) is tried once more at the end. Each resource is read before: only what carries the run's tag, or
 * an identifier with the run's suffix, is deleted, and nothing that was there before it, so that nothing of others is lost, not even when a server was reset and
 * gives the same ids again. Never throws for what servers do.
 */
export async function cleanUp(
  records: readonly HistoryRecord[],
  target: Target,
  client: Pick<HttpClient, 'send'>,
): Promise<CleanUp> {
  const run = records.find((record): record is RunRecord => record.kind === 'run');
  const result: CleanUp = { removed: [], left: [] };
  if (!run) return result;
  const existing = new Set(
    records.flatMap((record) => (record.kind === 'bound' && record.existing ? [record.url] : [])),
  );
  const own: Own[] = [];
  const urls = [...(await taggedBy(run, target, client)), ...urlsIn(records)].reverse();
  for (const url of new Set(urls)) {
    if (existing.has(url)) continue;
    const found = await inspect(url, run.suffix, target, client);
    if (typeof found === 'string') result.left.push({ url, reason: found });
    else if (found) own.push(found);
  }
  const again: Own[] = [];
  for (const one of inOrder(own)) await remove(one, result, target, client, () => again.push(one));
  for (const one of again) await remove(one, result, target, client);
  return result;
}

/** What the history names as made or met by the run, in the order in which it did, each once. */
function urlsIn(records: readonly HistoryRecord[]): string[] {
  const urls = records.flatMap((record) => {
    if (record.kind === 'bound') return [record.url];
    return record.kind === 'http' ? createdBy(record) : [];
  });
  return [...new Set(urls)];
}

/** Types of what a run's servers may hold of it besides the flow's instances. */
const BESIDES = ['Subscription', 'MessageHeader', 'Bundle'];

/**
 * What carries the run's tag, by search: a receiver of messages makes copies of which it tells nobody. Servers that cannot
 * search by tag are left with what the history names.
 */
async function taggedBy(run: RunRecord, target: Target, client: Pick<HttpClient, 'send'>): Promise<string[]> {
  const types = new Set([...Object.keys(run.plan.instances).map((key) => key.split('/')[0] ?? ''), ...BESIDES]);
  const found: string[] = [];
  for (const base of new Set(Object.values(run.target.servers))) {
    for (const type of target.tag ? types : []) {
      const url = `${base}/${type}?_tag=${runTagCode(run.suffix)}&_count=200`;
      const answer = await ask('GET', url, target, client);
      const body = typeof answer !== 'string' && answer.body && 'json' in answer.body ? answer.body.json : undefined;
      const entries = (body as { entry?: { resource?: Resource }[] } | null | undefined)?.entry;
      const resources = Array.isArray(entries) ? entries.flatMap((entry) => entry?.resource ?? []) : [];
      const own = resources.filter((resource) => hasRunTag(resource, run.suffix));
      found.push(...own.map((resource) => `${base}/${type}/${resource.id ?? ''}`));
    }
  }
  return found;
}

/** Where an answer says that something was created: its Location, or those in a transaction's answer. */
function createdBy({ request, response }: HttpRecord): string[] {
  if (request.method !== 'POST' || !response) return [];
  if (response.status === 201) return locate(response.headers.location, request.url.replace(/\/[A-Z][A-Za-z]+$/, ''));
  const json = response.body && 'json' in response.body ? (response.body.json as Resource | null) : undefined;
  const entries = json?.resourceType === 'Bundle' && Array.isArray(json.entry) ? (json.entry as Entry[]) : [];
  return entries.flatMap((entry) =>
    /^201/.test(String(entry?.response?.status)) ? locate(entry.response?.location, request.url) : [],
  );
}

interface Entry {
  response?: { status?: string; location?: string };
}

function locate(location: unknown, base: string): string[] {
  if (typeof location !== 'string') return [];
  const plain = versionless(location);
  return [/^https?:/.test(plain) ? plain : `${base}/${plain.replace(/^\/+/, '')}`];
}

/** The resource when it is the run's own, undefined when it is gone, else why it stays. */
async function inspect(
  url: string,
  suffix: string,
  target: Target,
  client: Pick<HttpClient, 'send'>,
): Promise<Own | string | undefined> {
  const answer = await ask('GET', url, target, client);
  if (typeof answer === 'string') return answer;
  if (answer.status === 404 || answer.status === 410) return undefined;
  const json = answer.body && 'json' in answer.body ? (answer.body.json as Resource | null) : undefined;
  if (answer.status !== 200 || typeof json !== 'object' || json === null)
    return `it cannot be read: ${inWords(answer)}`;
  if (!hasRunTag(json, suffix) && !isIdentified(json, suffix))
    return "it carries neither the run's tag nor its identifier";
  return { url, refersTo: new Set(referencedUrls(url, json)) };
}

/** Whether one of the resource's own identifiers ends in the run's suffix. */
function isIdentified(resource: Resource, suffix: string): boolean {
  const list = [resource.identifier].flat() as ({ value?: unknown } | undefined)[];
  return suffix !== '' && list.some((one) => typeof one?.value === 'string' && one.value.endsWith(suffix));
}

/** What nothing else refers to comes first; where references go round, the newest does. */
function inOrder(own: readonly Own[]): Own[] {
  const ordered: Own[] = [];
  let rest = [...own];
  while (rest.length > 0) {
    const free = rest.find((one) => !rest.some((other) => other !== one && other.refersTo.has(one.url)));
    const next = free ?? (rest[0] as Own);
    ordered.push(next);
    rest = rest.filter((one) => one !== next);
  }
  return ordered;
}

async function remove(
  { url }: Own,
  result: CleanUp,
  target: Target,
  client: Pick<HttpClient, 'send'>,
  onConflict?: () => void,
): Promise<void> {
  const answer = await ask('DELETE', url, target, client);
  if (typeof answer === 'string') result.left.push({ url, reason: answer });
  else if ((answer.status >= 200 && answer.status < 300) || [404, 410].includes(answer.status))
    result.removed.push(url);
  else if (answer.status === 409 && onConflict) onConflict();
  else result.left.push({ url, reason: inWords(answer) });
}

/** An answer, or in words why there is none. Only the target's own origins are asked. */
async function ask(
  method: 'GET' | 'DELETE',
  url: string,
  target: Target,
  client: Pick<HttpClient, 'send'>,
): Promise<Answer | string> {
  if (!URL.canParse(url) || !target.origins().has(new URL(url).origin))
    return 'not asked: the target does not name its origin';
  try {
    const headers = { accept: 'application/fhir+json', ...(await target.authorize(url)) };
    return await client.send({ method, url, headers });
  } catch (error) {
    return error instanceof NoAnswer ? error.message : `not asked: ${(error as Error).message}`;
  }
}

/** Status and the first thing that an OperationOutcome says. */
function inWords({ status, body }: Answer): string {
  const json = body && 'json' in body ? (body.json as { issue?: { diagnostics?: unknown }[] } | null) : undefined;
  const said = Array.isArray(json?.issue) ? json.issue[0]?.diagnostics : undefined;
  return `the server answered ${status}${typeof said === 'string' ? ` (${told(said)})` : ''}`;
}
