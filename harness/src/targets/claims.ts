import { capabilityIn } from '../guide/capability.js';
import type { ServerClaims } from '../history/record.js';
import { NoAnswer, type Answer } from '../perform/http.js';
import { TargetError } from './target-error.js';
import { told } from './told.js';

/** Asks a server and answers what it said; throws NoAnswer when it said nothing. */
export type Get = (url: string) => Promise<Answer>;

/** By this extension a server says which topics it can notify of (Subscriptions R5 Backport, for R4). */
const TOPICS_EXTENSION =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical';

type Json = Record<string, unknown>;

/**
 * What a CapabilityStatement (R4) claims, as far as runs depend on it. Only the `server` side counts. What is not said is not
 * claimed. Never throws, whatever the value.
 */
export function claimsIn(capabilityStatement: unknown): ServerClaims {
  const statement = isObject(capabilityStatement) ? capabilityStatement : {};
  const rest = objectsIn(statement.rest).filter(({ mode }) => mode === undefined || mode === 'server');
  const software = softwareIn(statement.software);
  return {
    ...(software ? { software } : {}),
    processMessage: rest.some(takesMessages) || objectsIn(statement.messaging).length > 0,
    subscriptions: subscriptionsIn(statement, rest),
    versioning: resources(rest, 'Task').some(({ versioning }) => /^versioned/.test(String(versioning))),
  };
}

/** `name version`, as far as told. */
function softwareIn(software: unknown): string | undefined {
  const { name, version } = isObject(software) ? software : {};
  const parts = [name, version].filter((part) => typeof part === 'string' && part.trim() !== '');
  return parts.length > 0 ? parts.join(' ') : undefined;
}

/** `$process-message` is an operation of the whole system (R4 messageheader-operation-process-message.html). */
function takesMessages(rest: Json): boolean {
  return objectsIn(rest.operation).some(
    ({ name, definition }) =>
      /^\$?process-message$/.test(String(name)) || /\/MessageHeader-process-message(\||$)/.test(String(definition)),
  );
}

function subscriptionsIn(statement: Json, rest: Json[]): ServerClaims['subscriptions'] {
  const subscription = resources(rest, 'Subscription');
  if ([statement, ...rest, ...subscription].some(namesTopics)) return 'backport';
  const creates = subscription.some(({ interaction }) => objectsIn(interaction).some(({ code }) => code === 'create'));
  return creates ? 'rest-hook' : 'none';
}

function namesTopics({ extension }: Json): boolean {
  return objectsIn(extension).some(({ url }) => url === TOPICS_EXTENSION);
}

function resources(rest: Json[], type: string): Json[] {
  return rest.flatMap(({ resource }) => objectsIn(resource)).filter((resource) => resource.type === type);
}

function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Asks the server at a base URL (no trailing slash) what it can do: R4 http.html#capabilities. Throws a {@link TargetError}
 * that says what came instead and what to do.
 */
export async function fetchClaims(base: string, get: Get): Promise<ServerClaims> {
  const url = `${base}/metadata`;
  const answer = await get(url).catch((error: unknown) => {
    if (!(error instanceof NoAnswer)) throw error;
    throw new TargetError(`${url}: ${error.message}. Is the server running, and is this its FHIR base URL?`);
  });
  const statement = statementIn(answer, url);
  const version = statement.fhirVersion;
  if (typeof version === 'string' && !/^4\.0(\.|$)/.test(version)) {
    throw new TargetError(
      `${url}: the server speaks FHIR ${told(version)}; give the base URL of its R4 (4.0.1) endpoint.`,
    );
  }
  return { ...claimsIn(statement), capability: capabilityIn(statement) };
}

function statementIn(answer: Answer, url: string): Json {
  const { status, body } = answer;
  if (status < 200 || status > 299) throw new TargetError(`${url} answered ${status}: ${whatToDo(answer)}`);
  const json = body && 'json' in body ? body.json : undefined;
  if (isObject(json) && json.resourceType === 'CapabilityStatement') return json;
  const got = isObject(json) && typeof json.resourceType === 'string' ? `a ${told(json.resourceType)}` : 'no FHIR JSON';
  throw new TargetError(`${url} answered with ${got}, not with a CapabilityStatement. ${STATE_IT}`);
}

/** For servers that cannot be asked. */
const STATE_IT =
  'Check the base URL; if the server has no CapabilityStatement in JSON, state under "claims" in a target file what it can do.';

function whatToDo(answer: Answer): string {
  const { status } = answer;
  if (status === 401 || status === 403) {
    return 'it takes no such request. Give credentials for this origin under "auth" in a target file, or check those given.';
  }
  if (status >= 300 && status < 400) {
    const to = [answer.headers.location].flat()[0];
    return `redirects are not followed. Give the URL that it leads to${to ? `: ${told(withoutMetadata(to))}` : ''}.`;
  }
  return `no CapabilityStatement. ${STATE_IT}`;
}

function withoutMetadata(location: string): string {
  return location.replace(/[?#].*$/, '').replace(/\/metadata\/?$/, '');
}
