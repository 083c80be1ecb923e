import type { InstanceKey, Resource } from '../../guide/resource.js';
import { absolute } from '../../plan/references.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { baseOf, isSuccess, resourceOf, urlWithoutQuery, type RunView, type Sighting } from '../view.js';
import { answeredCode, differencesIn, entriesOf, sentMessages, type SentMessage } from './messages.js';

/** One resource that a message brought to a party that had to keep it. */
interface Brought {
  sent: SentMessage;
  key: InstanceKey;
  told: Resource;
}

/** Whether each party keeps what a message told of everything in it, and lets its references lead to what was meant. */
function judgeKept(run: RunView): Result[] {
  const brought = broughtIn(run);
  const messages = [...new Set(brought.map(({ sent }) => sent))];
  return messages.flatMap((sent): Result[] => {
    const looks = brought
      .filter((one) => one.sent === sent)
      .flatMap((one) => {
        const sighting = firstLook(one, brought, run);
        return sighting ? [{ ...one, sighting }] : [];
      });
    if (looks.length === 0) return [];
    const faults = looks.flatMap((look) => faultIn(look, run));
    const { step } = sent.view;
    return [
      {
        about: step.id,
        step: step.id,
        verdict: faults.length ? 'fail' : 'pass',
        expected: `${step.to} keeps all that the message said of each resource in it`,
        seen: faults.length
          ? faults.slice(0, 3).join('; ')
          : `of ${looks.length} copies that were looked at all say so`,
        evidence: [sent.record.n, ...looks.map(({ sighting }) => sighting.record.n)].slice(0, 10),
      },
    ];
  });
}

/** What each message, when it was first taken, brought to whom it is not the own of. */
function broughtIn(run: RunView): Brought[] {
  const heard = new Set<string>();
  return sentMessages(run).flatMap((sent) => {
    const { view, header, message } = sent;
    const again = heard.has(`${view.step.to} ${header.id ?? ''}`);
    if (again || answeredCode(sent) !== 'ok') return [];
    heard.add(`${view.step.to} ${header.id ?? ''}`);
    if (view.step.carries !== 'content') return [];
    return entriesOf(message)
      .slice(1)
      .flatMap(({ resource }): Brought[] => {
        const key = resource && run.keyByIdentifier(resource);
        return key && !isOwn(key, view.step.to, run) ? [{ sent, key, told: resource }] : [];
      });
  });
}

/** A party's own resources are not changed by what another says of them, but for Tasks, on which both work. */
function isOwn(key: InstanceKey, actor: string, run: RunView): boolean {
  const instance = run.plan.instances[key];
  if (!instance || key.startsWith('Task/')) return false;
  return instance.given ? instance.homes.includes(actor) : instance.author === actor;
}

/** The first look at the receiver's copy before anything else changed it or told of it. */
function firstLook({ sent, key }: Brought, brought: readonly Brought[], run: RunView): Sighting | undefined {
  const base = run.run.target.servers[sent.view.step.to] ?? '';
  const from = sent.record.n;
  const look = run
    .sightings()
    .find(({ url, record }) => record.n > from && url.startsWith(`${base}/`) && run.keyAt(url) === key);
  if (!look) return undefined;
  const toldAgain = brought.some(
    (one) => one.key === key && one.sent.record.n > from && one.sent.record.n < look.record.n,
  );
  const written = run.http.some(
    (record) =>
      record.n > from &&
      record.n <= look.record.n &&
      record.request.method !== 'GET' &&
      isSuccess(record) &&
      urlWithoutQuery(record) === look.url,
  );
  return toldAgain || written ? undefined : look;
}

function faultIn({ sent, key, told, sighting }: Brought & { sighting: Sighting }, run: RunView): string[] {
  const base = baseOf(sighting.url);
  const lost = differencesIn(told, sighting.body, base);
  const meant = (reference: Reference, urls: ReadonlyMap<string, Resource>, from: string): InstanceKey | undefined => {
    const entry = reference.reference === undefined ? undefined : urls.get(reference.reference);
    if (entry) return run.keyByIdentifier(entry);
    if (reference.reference !== undefined) return run.keyAt(absolute(reference.reference, from));
    const { type, identifier } = reference;
    return type && identifier ? run.keyByIdentifier({ resourceType: type, identifier }) : undefined;
  };
  const entries = new Map(
    entriesOf(sent.message).flatMap(({ fullUrl, resource }) =>
      fullUrl && resource ? [[fullUrl, resource] as const] : [],
    ),
  );
  const astray = referencesIn(told, sighting.body, '').filter(({ was, is }) => {
    const [wanted, got] = [meant(was, entries, ''), meant(is, new Map(), base)];
    return wanted !== undefined && got !== undefined && wanted !== got;
  });
  return [
    ...lost.map((path) => `in its copy of ${key} ${path} differs`),
    ...astray.map(({ path }) => `in its copy of ${key} ${path} leads to another`),
  ];
}

interface Reference {
  reference?: string;
  type?: string;
  identifier?: { system?: string; value?: string };
}

/** Every Reference of what was told, with what stands in its place in the copy. */
function referencesIn(was: unknown, is: unknown, path: string): { path: string; was: Reference; is: Reference }[] {
  if (typeof was !== 'object' || was === null || typeof is !== 'object' || is === null) return [];
  const { reference, identifier, type } = was as Record<string, unknown>;
  if (typeof reference === 'string' || (typeof identifier === 'object' && typeof type === 'string'))
    return [{ path, was: was as Reference, is: is as Reference }];
  return Object.entries(was).flatMap(([name, value]) =>
    referencesIn(value, (is as Record<string, unknown>)[name], path ? `${path}.${name}` : name),
  );
}

/** Whether each Task and each Request is there once for each of its identifiers, wherever somebody looked for it by that in the end. */
function judgeSingle(run: RunView): Result[] {
  return run.stepsOf('history').flatMap(({ step, http }): Result[] => {
    const record = http.find(({ request }) => request.url.includes('?identifier='));
    const bundle = resourceOf(record);
    if (!record || bundle?.resourceType !== 'Bundle') return [];
    const type = step.key.split('/')[0];
    const entries = (bundle.entry ?? []) as { resource?: Resource; search?: { mode?: string } }[];
    const found = entries.filter(
      ({ resource, search }) => resource?.resourceType === type && search?.mode !== 'include',
    );
    return [
      {
        about: `${step.key}.${step.at}`,
        step: step.id,
        verdict: found.length > 1 ? 'fail' : 'pass',
        expected: `${step.at} has one copy of ${step.key}, whatever number of messages told of it`,
        seen: `${found.length} have its identifier`,
        evidence: [record.n],
      },
    ];
  });
}

/** Laws on what messages leave with whom they reach. */
export const MESSAGE_COPY_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('message-kept', 'What a message said is kept', 'message-all-or-nothing', 'message-correlated'),
    judge: judgeKept,
  },
  { law: lawOf('message-single', 'Messages make one copy', 'message-correlated'), judge: judgeSingle },
];
