import type { InstanceKey, Resource } from '../../guide/resource.js';
import type { GivenStep } from '../../plan/plan.js';
import { OK, resourceIn, succeeded, type Outcome, type RunContext } from '../context.js';
import { etagOf } from '../ledger.js';
import { identifierQuery } from './read.js';

interface TransactionEntry {
  key: InstanceKey;
  fullUrl: string;
  resource: Resource;
}

/** Puts what was there before the story in place, in one transaction. */
export async function performGiven(step: GivenStep, run: RunContext): Promise<Outcome> {
  const keys = step.keys.filter((key) => !thereAlready(key, step, run) && !sharedAlready(key, step, run));
  if (keys.length === 0) return OK;
  const entries = prepare(keys, step, run);
  const base = run.base(step.at);
  const body = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: entries.map((entry) => ({
      fullUrl: entry.fullUrl,
      resource: entry.resource,
      request: { method: 'POST', url: entry.resource.resourceType, ...unlessThere(entry, run) },
    })),
  };
  const { answer } = await run.send(step.id, step.by, step.at, { method: 'POST', url: base, body });
  const results = succeeded(answer) ? responsesIn(resourceIn(answer)) : [];
  if (results.length !== entries.length) {
    return { outcome: 'refused', reason: `the transaction was not carried out${answer ? ` (${answer.status})` : ''}` };
  }
  entries.forEach((entry, index) => bindResult(entry, results[index], step, run));
  return OK;
}

/** What the target says is there already is bound, and stays as it is. */
function thereAlready(key: InstanceKey, step: GivenStep, run: RunContext): boolean {
  const url = run.target.existing?.at(key, run.base(step.at));
  if (url === undefined) return false;
  run.bind(key, step.at, url);
  run.copies.set(key, step.at, run.guide.instance(key) as Resource);
  return true;
}

/**
 * What is there already at another server has one identity for all: a copy that parties keep of it is made here once, and found by its
 * identifier from then on.
 */
function unlessThere({ key, resource }: TransactionEntry, run: RunContext): { ifNoneExist?: string } {
  if (!run.target.existing?.identifiers(key)) return {};
  const query = identifierQuery(resource);
  return query === undefined ? {} : { ifNoneExist: query };
}

/** Where parties share a server, both copies of an instance are one: what another has put there is bound, not put there again. */
function sharedAlready(key: InstanceKey, step: GivenStep, run: RunContext): boolean {
  const homes = run.plan.instances[key]?.homes ?? [];
  const other = homes.find(
    (home) => home !== step.at && run.base(home) === run.base(step.at) && run.ledger.url(key, home),
  );
  const url = other && run.ledger.url(key, other);
  if (url) {
    run.bind(key, step.at, url);
    run.copies.set(key, step.at, run.guide.instance(key) as Resource);
  }
  return url !== undefined;
}

/** Entries refer to each other by urn:uuid; what lives elsewhere is referred to by its URL. */
function prepare(keys: readonly InstanceKey[], step: GivenStep, run: RunContext): TransactionEntry[] {
  const fullUrls = new Map(keys.map((key) => [key, `urn:uuid:${run.uuid()}`]));
  return keys.map((key) => {
    const content = run.guide.instance(key) as Resource;
    run.copies.set(key, step.at, content);
    const local = run.localizedWith(content, (other) => fullUrls.get(other) ?? run.reference(other, step.at));
    const resource = run.tagged(local);
    delete resource.id;
    return { key, fullUrl: fullUrls.get(key) as string, resource };
  });
}

interface EntryResponse {
  location?: string;
  etag?: string;
}

function responsesIn(bundle: Resource | undefined): EntryResponse[] {
  const entries = (bundle?.entry ?? []) as { response?: EntryResponse }[];
  return entries.flatMap((entry) => (entry.response ? [entry.response] : []));
}

function bindResult(
  entry: TransactionEntry,
  result: EntryResponse | undefined,
  step: GivenStep,
  run: RunContext,
): void {
  const found = /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]+)(?:\/_history\/([^/]+))?$/.exec(result?.location ?? '');
  if (!found?.[1]) return;
  const url = `${run.base(step.at)}/${found[1]}`;
  run.bind(entry.key, step.at, url);
  const etag = result?.etag ?? etagOf(found[2]);
  if (etag) run.ledger.noteVersion(url, etag);
}
