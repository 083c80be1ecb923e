import { actorOf, referenceKey } from '../plan/sides.js';
import type { Resource } from '../guide/resource.js';
import { BYSTANDER_STEP, BYSTANDERS } from '../history/bystander.js';
import type { SubscribeStep } from '../plan/plan.js';
import { etagIn, resourceIn, succeeded, type RunContext } from './context.js';
import { subscribe } from './steps/subscribe.js';
import { withoutVersion } from './without-version.js';

/** A resource of the run that a server holds, as one who has a part in it sees it. */
interface Subject {
  url: string;
  /** Whose it is. */
  by: string;
  body: Resource;
  etag: string | undefined;
}

/**
 * Tries at each server what only those who have a part in an order may do, as two who have none: a party that the server knows, and
 * a patient whom the order is not about. One Task and one Request each, and one output: what holds for them holds for others. Nothing
 * is asked where the target has no credentials of such.
 */
export async function probeAsBystander(run: RunContext): Promise<void> {
  const asked = new Set<string>();
  for (const { name: host } of run.plan.actors.filter((actor) => actor.hosts)) {
    const base = run.base(host);
    if (asked.has(base)) continue;
    asked.add(base);
    await probeAsRivals(host, base, run);
    const [party, patient] = await Promise.all(Object.values(BYSTANDERS).map((who) => run.hasCredentials(who, base)));
    if (!party && !patient) continue;
    const subjects = await subjectsAt(host, base, run);
    if (party) await probeAsParty(host, base, subjects, run);
    if (patient) for (const { url } of subjects) await lookFor(BYSTANDERS.patient, host, base, url, run);
  }
}

/** Each candidate for a Bidding Task looks for those of the others, where the server can tell them apart by their credentials. */
async function probeAsRivals(host: string, base: string, run: RunContext): Promise<void> {
  const bids = Object.keys(run.plan.instances).flatMap((key) => {
    const task = run.guide.instance(key);
    const url = task && isBid(task) ? run.ledger.url(key, host) : undefined;
    const owner = url?.startsWith(`${base}/`) ? actorOf(task?.owner, run.plan.actors) : undefined;
    return url !== undefined && owner !== undefined ? [{ url, owner }] : [];
  });
  const known = new Map<string, string>();
  for (const { owner } of bids) known.set(owner, JSON.stringify(await run.target.authorize(base, run.caller(owner))));
  for (const [name, credentials] of known) {
    if (credentials === '{}' || run.plan.actors.some((actor) => actor.name === name && actor.external)) continue;
    for (const { url, owner } of bids) {
      if (known.get(owner) !== credentials) await lookFor(name, host, base, url, run);
    }
  }
}

function isBid(task: Resource): boolean {
  const { coding = [] } = (task.code ?? {}) as { coding?: { code?: string }[] };
  return coding.some(({ code }) => code === 'bid');
}

async function probeAsParty(host: string, base: string, subjects: readonly Subject[], run: RunContext): Promise<void> {
  const who = BYSTANDERS.party;
  for (const { url } of subjects) {
    await lookFor(who, host, base, url, run);
    await ask(who, host, `${url}/_history`, run);
  }
  const output = outputAt(host, base, run);
  if (output) await lookFor(who, host, base, output, run);
  for (const subject of subjects) {
    await tryToChange(subject, host, run);
    await look(subject.url, subject.by, host, run);
    await run.send(BYSTANDER_STEP, who, host, { method: 'DELETE', url: subject.url });
    await look(subject.url, subject.by, host, run);
  }
  const subscription = run.plan.acts
    .flatMap(({ steps }) => steps)
    .find((step): step is SubscribeStep => step.kind === 'subscribe' && step.at === host && step.about !== 'any');
  if (!subscription || run.claims(host).subscriptions === 'none') return;
  await subscribe({ ...subscription, id: BYSTANDER_STEP, by: who }, run);
}

/** A Task and a Request of the run at this server, where it holds such. */
async function subjectsAt(host: string, base: string, run: RunContext): Promise<Subject[]> {
  const here = Object.values(run.plan.instances).flatMap(({ key, author, given }) => {
    const url = given ? undefined : run.ledger.url(key, host);
    const played = run.plan.actors.some(({ name, external }) => name === author && !external);
    return url?.startsWith(`${base}/`) ? [{ key, url, by: played ? author : host }] : [];
  });
  const isRequest = (key: string): boolean => run.guide.instance(key)?.intent !== undefined;
  const task = here.find(({ key }) => key.startsWith('Task/'));
  const request = here.find(({ key }) => !key.startsWith('Task/') && isRequest(key));
  const subjects: Subject[] = [];
  for (const { url, by } of [task, request].flatMap((one) => one ?? [])) {
    const seen = await look(url, by, host, run);
    if (seen) subjects.push({ url, by, ...seen });
  }
  return subjects;
}

/** The URL of something that a Task of the run leads to as what came of it, where this server holds such. */
function outputAt(host: string, base: string, run: RunContext): string | undefined {
  const tasks = Object.keys(run.plan.instances).filter((key) => key.startsWith('Task/'));
  return tasks
    .flatMap((key) => (run.copies.any(key, host)?.output ?? []) as { valueReference?: unknown }[])
    .flatMap(({ valueReference }) => run.ledger.url(referenceKey(valueReference) ?? '', host) ?? [])
    .find((url) => url.startsWith(`${base}/`));
}

async function look(
  url: string,
  by: string,
  host: string,
  run: RunContext,
): Promise<Pick<Subject, 'body' | 'etag'> | undefined> {
  const { answer } = await run.send(BYSTANDER_STEP, by, host, { method: 'GET', url });
  const body = succeeded(answer) ? resourceIn(answer) : undefined;
  return answer && body && { body, etag: etagIn(answer) };
}

async function ask(who: string, host: string, url: string, run: RunContext): Promise<void> {
  await run.send(BYSTANDER_STEP, who, host, { method: 'GET', url });
}

/** Asks for a resource by its id, in both ways there are. */
async function lookFor(who: string, host: string, base: string, url: string, run: RunContext): Promise<void> {
  const [type = '', id = ''] = url.split('/').slice(-2);
  await ask(who, host, url, run);
  await ask(who, host, `${base}/${type}?_id=${id}`, run);
}

/**
 * `entered-in-error` is a status of every Task and Request, and one to which others may bring them. A Task's business status goes with the
 * status that it had: the refusal must be for who asks, not for what is written.
 */
async function tryToChange({ url, body, etag }: Subject, host: string, run: RunContext): Promise<void> {
  const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
  const { businessStatus: _goesWithTheOldStatus, ...kept } = withoutVersion(body);
  const changed = { ...kept, status: 'entered-in-error' };
  await run.send(BYSTANDER_STEP, BYSTANDERS.party, host, { method: 'PUT', url, headers, body: changed });
}
