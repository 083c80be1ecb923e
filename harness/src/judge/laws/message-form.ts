import type { Resource } from '../../guide/resource.js';
import type { HttpRecord } from '../../history/record.js';
import type { InformStep } from '../../plan/plan.js';
import { faultIn } from '../known-valid.js';
import { lawOf, type JudgedLaw, type Result } from '../result.js';
import { answerIn, inWords, sentIn, type RunView, type StepView } from '../view.js';

interface Sent {
  view: StepView & { step: InformStep };
  record: HttpRecord;
  message: Resource;
}

/** Every message that was sent in place of a played actor. */
function messagesIn(run: RunView): Sent[] {
  return run.stepsOf('inform').flatMap((view) =>
    view.http.flatMap((record): Sent[] => {
      const message = record.request.method === 'POST' ? sentIn(record) : undefined;
      return message?.type === 'message' ? [{ view, record, message }] : [];
    }),
  );
}

function resourcesIn(bundle: Resource | undefined): Resource[] {
  return ((bundle?.entry ?? []) as { resource?: Resource }[]).flatMap(({ resource }) => resource ?? []);
}

/** One finding for each message; `fault` answers what is wrong, in words. */
function eachMessage(
  expected: string,
  fault: (sent: Sent, run: RunView) => string | undefined,
  select: (sent: Sent) => boolean = () => true,
): (run: RunView) => Result[] {
  return (run) =>
    messagesIn(run)
      .filter(select)
      .map((sent, index) => {
        const wrong = fault(sent, run);
        const { step } = sent.view;
        const about = `${step.id}.${index + 1}`;
        return {
          about,
          step: step.id,
          verdict: wrong ? 'fail' : 'pass',
          expected,
          seen: wrong ?? 'so it is',
          evidence: [sent.record.n],
        };
      });
}

/** R4 messageheader-operation-process-message.html: there is an operation at the endpoint, which answers. */
function operationFault({ record }: Sent): string | undefined {
  const path = new URL(record.request.url).pathname;
  const status = record.response?.status;
  return path.endsWith('/$process-message') && status !== 404 && status !== 405 ? undefined : inWords(record);
}

/** What is wrong with the event of a message, in words. */
export function eventFault({ message }: Pick<Sent, 'message'>, run: RunView): string | undefined {
  const { system, code } = (resourcesIn(message)[0]?.eventCoding ?? {}) as { system?: string; code?: string };
  const known = `${run.guide.canonical}/CodeSystem/cow-message-event`;
  const events = (run.guide.definitions.codeSystem(known)?.concept ?? []) as { code?: string }[];
  return system === known && events.some((event) => event.code === code)
    ? undefined
    : `the event is ${system ?? ''}|${code ?? ''}`;
}

/** Source endpoint and destination are R4's own; the parties behind them are the guide's demand. A patient can be neither in R4. */
function addressFault({ view, message }: Sent, run: RunView): string | undefined {
  return wronglyAddressed(message, view.step.by, view.step.to, run);
}

/** What is wrong with whom a message names as its sender and its receiver, in words. */
export function wronglyAddressed(message: Resource, by: string, party: string, run: RunView): string | undefined {
  const [header] = resourcesIn(message);
  const { endpoint: from } = (header?.source ?? {}) as { endpoint?: string };
  const [to] = (header?.destination ?? []) as { endpoint?: string; receiver?: unknown }[];
  if (!from) return 'it names no source endpoint';
  if (!to?.endpoint) return 'it names no endpoint that it is for';
  if (mayCorrespond(by, run) && !isNamed(header?.sender)) return 'it does not name its sender';
  return mayCorrespond(party, run) && !isNamed(to.receiver) ? 'it does not name the party that it is for' : undefined;
}

/** R4 messageheader-definitions.html: sender and receiver are an Organization or people of one. */
function mayCorrespond(actor: string, run: RunView): boolean {
  return run.instancesOf(actor).some((key) => /^(Organization|Practitioner|PractitionerRole)\//.test(key));
}

function isNamed(value: unknown): boolean {
  const { reference, identifier } = (value ?? {}) as { reference?: string; identifier?: { value?: string } };
  return Boolean(reference ?? identifier?.value);
}

/** The message by the profile Order Message, its answer by Order Acknowledgement, whatever they say of themselves. */
function profileFault({ record, message }: Sent, run: RunView): string | undefined {
  const answer = answerIn(record);
  return faultIn(message, run, 'order-message') ?? (answer && faultIn(answer, run, 'order-acknowledgement'));
}

/** An acknowledgement brings no Task and no Request: only how the message was received, and why not. */
function decisionFault({ record }: Sent): string | undefined {
  const others = resourcesIn(answerIn(record)).filter(
    ({ resourceType }) => resourceType !== 'MessageHeader' && resourceType !== 'OperationOutcome',
  );
  return others[0] && `the acknowledgement carries a ${others[0].resourceType}`;
}

/** References that lead out of the message, without an identifier. */
export function referenceFault({ message }: Pick<Sent, 'message'>): string | undefined {
  const urls = new Set(((message.entry ?? []) as { fullUrl?: string }[]).map(({ fullUrl }) => fullUrl));
  const [, ...content] = resourcesIn(message);
  const mute = content.flatMap((resource) => muteReferences(resource, urls));
  return mute[0] && `${mute[0]} is not in the message and carries no identifier`;
}

function muteReferences(value: unknown, urls: ReadonlySet<string | undefined>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { reference, identifier } = value as { reference?: unknown; identifier?: unknown };
  const outside = typeof reference === 'string' && !reference.startsWith('#') && !urls.has(reference);
  const own = outside && identifier === undefined ? [reference] : [];
  return [...own, ...Object.values(value).flatMap((one) => muteReferences(one, urls))];
}

/** The id by which a message is known again: that of its header. */
function idOf({ message }: Pick<Sent, 'message'>): string | undefined {
  return (message.entry as { resource?: Resource }[] | undefined)?.[0]?.resource?.id;
}

/** After an announcement the receiver reads the Task where it lives, before it does anything else to it. */
function judgeThenRead(run: RunView): Result[] {
  const messages = messagesIn(run);
  return messages.flatMap(({ view: { step }, record, message }, index): Result[] => {
    const url = run.urlOf(step.key, step.at);
    const first = messages.find((other) => idOf(other) === idOf({ message }))?.record.n ?? record.n;
    const isRead = ({ n, by, request }: HttpRecord): boolean =>
      n > first && n < record.n && by === step.to && request.method === 'GET' && request.url === url;
    // What comes again late, after what it announced was read, asks for nothing.
    if (run.http.some(isRead)) return [];
    const next = run.http.find(({ n, by, request }) => n > record.n && by === step.to && request.url === url);
    if (step.carries !== 'pointer' || !next) return [];
    return [
      {
        about: `${step.id}.${index + 1}`,
        step: step.id,
        verdict: next.request.method === 'GET' ? 'pass' : 'fail',
        expected: `${step.to} reads ${step.key} after it was told of a change, before it acts on it`,
        seen: inWords(next),
        evidence: [record.n, next.n],
      },
    ];
  });
}

/** A message with an event that nobody knows: its receiver says so. */
function judgeUnknownEvents(run: RunView): Result[] {
  const expected = (to: string): string => `${to} answers a message with an event that it does not know by fatal-error`;
  if (!run.isWhole) {
    const receivers = [...new Set(messagesIn(run).map(({ record }) => record.to))];
    const seen = 'the history breaks off before that was tried';
    return receivers.map((to) => ({ about: to, verdict: 'not-reached', expected: expected(to), seen, evidence: [] }));
  }
  return run.unknownEvents.map((record) => {
    const [header] = resourcesIn(answerIn(record));
    const { code } = (header?.response ?? {}) as { code?: string };
    return {
      about: record.to,
      verdict: code === 'fatal-error' ? 'pass' : 'fail',
      expected: expected(record.to),
      seen: code === undefined ? `${inWords(record)}, without a response code` : `it was acknowledged with ${code}`,
      evidence: [record.n],
    };
  });
}

const withContent = ({ view }: Sent): boolean => view.step.carries === 'content';

/** Laws on what a message and its acknowledgement look like, besides those on what a message carries. */
export const MESSAGE_FORM_LAWS: readonly JudgedLaw[] = [
  {
    law: lawOf('message-operation', 'Messages go to the operation', 'message-by-operation'),
    judge: eachMessage('the message is taken by $process-message', operationFault),
  },
  {
    law: lawOf('message-event', 'Events are those of the guide', 'message-event-known'),
    judge: eachMessage('the event of the message is one of the guide', eventFault),
  },
  {
    law: lawOf('unknown-event', 'Other events are refused', 'message-event-known'),
    judge: judgeUnknownEvents,
  },
  {
    law: lawOf('message-conforms', 'Messages conform', 'message-conforms'),
    judge: eachMessage('the message conforms to Order Message, and its answer to Order Acknowledgement', profileFault),
  },
  {
    law: lawOf('message-addressed', 'Sender and receiver are named', 'message-addressed'),
    judge: eachMessage('the message names sender, source, and endpoint and party that it is for', addressFault),
  },
  {
    law: lawOf('message-decision', 'An acknowledgement decides nothing', 'message-decision-apart'),
    judge: eachMessage('the acknowledgement says only how the message was received', decisionFault),
  },
  {
    law: lawOf('message-references', 'References carry identifiers', 'message-references-identified'),
    judge: eachMessage(
      'what is referred to and is not in the message is named by its identifier',
      referenceFault,
      withContent,
    ),
  },
  { law: lawOf('message-read', 'What is announced is read', 'message-then-read'), judge: judgeThenRead },
];
