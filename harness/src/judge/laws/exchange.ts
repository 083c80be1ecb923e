import { demandsOn, lackingIn } from '../../guide/capability.js';
import type { Resource } from '../../guide/resource.js';
import type { HttpRecord, ReceivedRecord } from '../../history/record.js';
import type { JudgedLaw, Result } from '../result.js';
import { inWords, isSuccess, resourceOf, type RunView } from '../view.js';

/** Whether each server lists what the guide asks of its actor in this exchange, by the statement that was read before the run. */
function judgeCapability(run: RunView): Result[] {
  const { servers, claims } = run.run.target;
  return run.plan.actors.flatMap(({ name, is }): Result[] => {
    const claimed = claims[servers[name] ?? ''];
    const demanded = demandsOn(run.guide, is, run.plan.exchange);
    const answer = run.http.find(({ to, response }) => to === name && response !== undefined);
    if (!claimed?.capability || !demanded || !answer) return [];
    const lacking = lackingIn(claimed.capability, demanded);
    // Who says by leaving it out that it takes no messages is not held to that anywhere.
    const onlyMessages = lacking.every((part) => part === '$process-message');
    const verdict = lacking.length === 0 ? 'pass' : onlyMessages ? 'not-claimed' : 'fail';
    const expected = `the CapabilityStatement of ${name}'s server lists all that is asked of a ${is} in ${run.plan.exchange}`;
    const seen = lacking.length ? `it does not list ${lacking.slice(0, 5).join(', ')}` : 'it does';
    return [{ about: name, verdict, expected, seen, evidence: [run.run.n, answer.n] }];
  });
}

/** Whether each server takes and gives JSON under its FHIR name (R4 http.html#mime-type). */
function judgeJson(run: RunView): Result[] {
  return Object.entries(run.run.target.servers).flatMap(([actor, base]): Result[] => {
    const asked = run.http.filter(
      ({ to, request, response }) => to === actor && response && request.url.startsWith(base),
    );
    if (asked.length === 0) return [];
    const bad = asked.filter((record) => isNoJson(record));
    return [
      {
        about: actor,
        verdict: bad.length ? 'fail' : 'pass',
        expected: `${actor}'s server takes and gives resources as application/fhir+json`,
        seen: bad[0]
          ? `${inWords(bad[0])}, ${bad[0].response?.headers['content-type'] ?? 'without a content type'}`
          : `so it did, ${asked.length} times`,
        evidence: (bad.length ? bad : asked).slice(0, 3).map(({ n }) => n),
      },
    ];
  });
}

function isNoJson({ response }: HttpRecord): boolean {
  if (!response) return false;
  if (response.status === 406 || response.status === 415) return true;
  const success = response.status < 300 && response.body !== undefined;
  if (success && response.body && !('json' in response.body)) return true;
  return success && !/^application\/fhir\+json\b/i.test(response.headers['content-type'] ?? '');
}

/** By what each exchange lets parties learn of changes; reading is by REST in all but messaging. */
function foreignTo(run: RunView): (record: Pick<ReceivedRecord, 'what' | 'request'>) => boolean {
  const { exchange } = run.plan;
  const messages = exchange.startsWith('messaging');
  const notifications = exchange === 'task-at-placer' || exchange === 'task-at-fulfiller';
  return ({ what, request }) =>
    (what === 'message' && (!messages || isOfOtherMessaging(request, run))) ||
    (what === 'notification' && !notifications);
}

/** The event by which messages carry content, and that by which they announce what is read by REST. */
const EVENT_OF = { content: 'coordination-content', announcement: 'coordination-changed' };

/** Whether a request is a message with the event of the other kind of messaging than the run's. */
function isOfOtherMessaging({ body }: HttpRecord['request'], run: RunView): boolean {
  const bundle = body && 'json' in body ? (body.json as Resource | null) : undefined;
  if (bundle?.resourceType !== 'Bundle' || bundle.type !== 'message') return false;
  const [first] = (bundle.entry ?? []) as { resource?: Resource }[];
  const { code } = (first?.resource?.eventCoding ?? {}) as { code?: string };
  return code === (run.plan.exchange === 'messaging' ? EVENT_OF.announcement : EVENT_OF.content);
}

/** Whether all that the parties said to each other went the way of the one exchange. */
function judgeOneExchange(run: RunView): Result[] {
  const arrived = run.received.filter(foreignTo(run));
  const asked = run.http.filter((record) => isForeignRequest(record, run));
  const bad = [...arrived, ...asked].sort((a, b) => a.n - b.n);
  const answered = run.http.filter(({ response }) => response !== undefined);
  const all = answered.length + run.received.length;
  if (all === 0) return [];
  const first = bad[0];
  return [
    {
      verdict: first ? 'fail' : 'pass',
      expected: `everything between the parties goes by ${run.plan.exchange}`,
      seen: first
        ? `${first.request.method} ${first.request.url} belongs to another exchange`
        : `so did all ${all} requests`,
      evidence: first ? bad.slice(0, 5).map(({ n }) => n) : answered.slice(0, 1).map(({ n }) => n),
    },
  ];
}

/** A message where none are sent; in messaging, anything but a message to a system that is not one's own. */
function isForeignRequest({ by, to, request }: HttpRecord, run: RunView): boolean {
  const { servers } = run.run.target;
  const message = request.url.endsWith('/$process-message');
  if (!run.plan.exchange.startsWith('messaging')) return message;
  if (isOfOtherMessaging(request, run)) return true;
  const hosts = run.plan.actors.some(({ name, hosts }) => name === by && hosts);
  return run.plan.exchange === 'messaging' && hosts && !message && servers[by] !== servers[to];
}

/** Whether each Request lives at the system of its author, where the parties have systems of their own and exchange by REST. */
function judgeRequestHome(run: RunView): Result[] {
  const { servers } = run.run.target;
  if (run.plan.exchange === 'messaging' || new Set(Object.values(servers)).size < 2) return [];
  return Object.values(run.plan.instances).flatMap(({ key, author, given }): Result[] => {
    const intent = run.guide.instance(key)?.intent;
    const [base, url] = [servers[author], run.urlOf(key)];
    if (given || key.startsWith('Task/') || intent === undefined || !base || !url) return [];
    const look = run.lastSightingOf(key);
    const good = url.startsWith(`${base}/`);
    const expected = `${key} lives at the system of ${author}, who wrote it`;
    return [
      {
        about: key,
        verdict: good ? 'pass' : 'fail',
        expected,
        seen: `it is ${url}`,
        evidence: look ? [look.record.n] : [],
      },
    ];
  });
}

/** Whether each Task was seen and changed at one place only. */
function judgeTaskHome(run: RunView): Result[] {
  if (run.plan.exchange === 'messaging') return [];
  const places = new Map<string, Map<string, number>>();
  for (const { url, record } of run.sightings()) {
    const key = run.keyAt(url);
    if (!key?.startsWith('Task/')) continue;
    const known = places.get(key) ?? new Map<string, number>();
    places.set(key, known.has(url) ? known : known.set(url, record.n));
  }
  return [...places].map(([key, urls]) => ({
    about: key,
    verdict: urls.size > 1 ? 'fail' : 'pass',
    expected: `${key} lives at one system, and every change of it is made there`,
    seen: [...urls.keys()].join(', '),
    evidence: [...urls.values()].slice(0, 5),
  }));
}

function updatesOf(run: RunView): HttpRecord[] {
  return run.http.filter(({ request }) => request.method === 'PUT' || request.method === 'PATCH');
}

/** Whether updates of a Task at another's system name the version that they build on. */
function judgeIfMatch(run: RunView): Result[] {
  return run.plan.actors.flatMap(({ name }): Result[] => {
    const updates = updatesOf(run).filter(
      ({ by, to, request }) => by === name && to !== name && /\/Task\/[^/]+$/.test(request.url),
    );
    if (updates.length === 0) return [];
    const bad = updates.filter(({ request }) => request.headers['if-match'] === undefined);
    return [
      {
        about: name,
        ...(bad[0] ? { step: bad[0].step } : {}),
        verdict: bad.length ? 'fail' : 'pass',
        expected: `${name} sends If-Match with each update of a Task at another's system`,
        seen: bad.length ? `${bad.length} of ${updates.length} had none` : `so it did, ${updates.length} times`,
        evidence: (bad.length ? bad : updates).slice(0, 5).map(({ n }) => n),
      },
    ];
  });
}

/** Whether who was refused because the resource had changed looked at it before it tried again. */
function judgeReadAgain(run: RunView): Result[] {
  return run.plan.actors.flatMap(({ name }): Result[] => {
    const later = updatesOf(run)
      .filter(({ by, response }) => by === name && (response?.status === 412 || response?.status === 409))
      .flatMap((refused) => nextAt(refused, run) ?? []);
    if (later.length === 0) return [];
    const bad = later.filter(({ request }) => request.method !== 'GET');
    return [
      {
        about: name,
        verdict: bad.length ? 'fail' : 'pass',
        expected: `${name}, once refused, reads again before it tries again`,
        seen: bad[0] ? inWords(bad[0]) : `so it did, ${later.length} times`,
        evidence: (bad.length ? bad : later).slice(0, 5).map(({ n }) => n),
      },
    ];
  });
}

/** What the refused actor asked there next, in another act or step: lanes of a race are on their way together. */
function nextAt(refused: HttpRecord, run: RunView): HttpRecord | undefined {
  const race = run.stepsOf('race').find(({ step }) => step.lanes.some(({ id }) => id === refused.step));
  const together = new Set(race?.step.lanes.map(({ id }) => id));
  return run.http.find(
    ({ n, by, step, request }) =>
      n > refused.n && by === refused.by && !together.has(step) && request.url === refused.request.url,
  );
}

/** Whether who searched read on while there were further pages, unless it had found what it looked for. */
function judgePages(run: RunView): Result[] {
  return run.plan.actors.flatMap(({ name }): Result[] => {
    const pages = run.http.flatMap((record) => {
      const next =
        record.by === name && record.request.method === 'GET' && isSuccess(record) ? nextIn(record) : undefined;
      return next !== undefined && isSearched(record, run) ? [{ record, next }] : [];
    });
    if (pages.length === 0) return [];
    const bad = pages.filter(({ record, next }) => !isReadOn(record, next, run));
    return [
      {
        about: name,
        verdict: bad.length ? 'fail' : 'pass',
        expected: `${name} follows the next links of what it searches until it has found what it looks for, or there is none`,
        seen: bad[0] ? `${bad[0].next} was not followed` : `so it did, over ${pages.length} pages`,
        evidence: (bad.length ? bad : pages).slice(0, 5).map(({ record }) => record.n),
      },
    ];
  });
}

function nextIn(record: HttpRecord): string | undefined {
  const bundle = resourceOf(record);
  if (bundle?.type !== 'searchset') return undefined;
  return ((bundle.link ?? []) as { relation?: string; url?: string }[]).find(({ relation }) => relation === 'next')
    ?.url;
}

/** Who waits for a system under test reads newest first, and needs no older pages. */
function isSearched(record: HttpRecord, run: RunView): boolean {
  return run.stepView(record.step)?.step.kind !== 'await';
}

function isReadOn(record: HttpRecord, next: string, run: RunView): boolean {
  const view = run.stepView(record.step);
  const followed = view?.http.some(({ n, request }) => n > record.n && request.url === next) ?? false;
  return followed || (view?.step.kind !== 'search' && view?.end?.outcome === 'ok');
}

/** Laws on how the parties' systems read and write, whatever the flow. */
export const EXCHANGE_LAWS: readonly JudgedLaw[] = [
  {
    law: { id: 'capability', title: 'A server says what it can do', requirements: ['capability-stated'] },
    judge: judgeCapability,
  },
  { law: { id: 'json', title: 'Resources travel as JSON', requirements: ['json-supported'] }, judge: judgeJson },
  {
    law: { id: 'one-exchange', title: 'One order goes by one exchange', requirements: ['one-exchange-an-order'] },
    judge: judgeOneExchange,
  },
  {
    law: { id: 'request-home', title: 'A Request lives with its author', requirements: ['request-at-author'] },
    judge: judgeRequestHome,
  },
  { law: { id: 'task-home', title: 'A Task has one home', requirements: ['task-one-home'] }, judge: judgeTaskHome },
  {
    law: { id: 'if-match', title: 'Updates name the version that they build on', requirements: ['update-if-match'] },
    judge: judgeIfMatch,
  },
  {
    law: { id: 'read-again', title: 'Who was refused reads again', requirements: ['refused-read-again'] },
    judge: judgeReadAgain,
  },
  {
    law: { id: 'search-pages', title: 'Searches are read to the end', requirements: ['search-pages-followed'] },
    judge: judgePages,
  },
];
