import type { Resource } from '../../guide/resource.js';
import { currentVersion } from './read.js';
import type { Core } from './core.js';
import { jsonBody, reply, type FhirRequest, type Reply } from './http.js';
import { processMessage } from './message.js';
import { badRequest, outcomeOf, Refusal } from './outcome.js';
import { isObject } from './search/kind.js';
import type { Content } from './subscriptions/watch.js';
import { checkShape } from './write.js';

/** Runs the operation that the path ends in. Throws a Refusal (404) for one that isn't there. */
export function runOperation(core: Core, request: FhirRequest): Reply | Promise<Reply> {
  const { path } = request;
  const name = path[path.length - 1]!;
  const [type, id] = path.length === 1 ? [] : path;
  if (type !== undefined && !core.types.has(type)) {
    throw new Refusal(404, 'not-found', `"${type.slice(0, 80)}" is no R4 resource type`);
  }
  const instance = path.length === 3 ? id : undefined;
  if (name === '$process-message' && path.length === 1)
    return only('POST', request, () => processMessage(core, request));
  if (name === '$validate' && core.validate && path.length <= 3) {
    return only('POST', request, () => validate(core, request, type, instance));
  }
  if (type === 'Subscription' && name === '$status' && path.length <= 3) return status(core, request, instance);
  if (type === 'Subscription' && name === '$events' && instance !== undefined) return events(core, request, instance);
  throw new Refusal(
    404,
    'not-supported',
    `there is no operation ${name.slice(0, 80)} on /${path.slice(0, -1).join('/')}`,
  );
}

function only(method: string, request: FhirRequest, run: () => Reply | Promise<Reply>): Reply | Promise<Reply> {
  if (request.method === method) return run();
  const last = request.path[request.path.length - 1];
  throw new Refusal(405, 'not-supported', `${last} takes ${method}, not ${request.method}`, { Allow: method });
}

/** $validate (R4 resource-operation-validate.html): the resource as body, or in a Parameters with profile. */
async function validate(core: Core, request: FhirRequest, type?: string, id?: string): Promise<Reply> {
  const asked = readValidate(core, request, type, id);
  const profile = asked.profile ?? request.query.find(([name]) => name === 'profile')?.[1];
  const issues = await core.validate!(asked.resource, profile);
  const found =
    issues.length > 0
      ? issues
      : [{ severity: 'information' as const, code: 'informational', diagnostics: 'no issues' }];
  return reply(200, outcomeOf(found));
}

function readValidate(
  core: Core,
  request: FhirRequest,
  type?: string,
  id?: string,
): { resource: Resource; profile?: string } {
  if (request.text.trim() === '' && type !== undefined && id !== undefined) {
    const version = currentVersion(core, type, id);
    request.rights?.checkRead(version);
    return { resource: version.resource! };
  }
  const body = checkShape(core, jsonBody(request));
  if (body.resourceType !== 'Parameters' || type === 'Parameters') {
    return { resource: checkShape(core, body, type) };
  }
  const resource = parameterOf(body, 'resource')?.resource;
  if (resource === undefined) throw badRequest('$validate needs a "resource" parameter', 'required');
  const profile = parameterOf(body, 'profile');
  const canonical = profile?.valueUri ?? profile?.valueCanonical;
  return {
    resource: checkShape(core, resource, type),
    ...(typeof canonical === 'string' ? { profile: canonical } : {}),
  };
}

function parameterOf(parameters: Resource, name: string): Record<string, unknown> | undefined {
  const list = Array.isArray(parameters.parameter) ? parameters.parameter.filter(isObject) : [];
  return list.find((parameter) => parameter.name === name);
}

/** Values of an operation's parameters: from the query, or from a Parameters in the body. */
function valuesOf(request: FhirRequest, name: string): string[] {
  const values = request.query.filter(([candidate]) => candidate === name).map(([, value]) => value);
  if (request.method !== 'POST' || request.text.trim() === '' || request.contentType.endsWith('urlencoded'))
    return values;
  const body = jsonBody(request);
  const list = isObject(body) && Array.isArray(body.parameter) ? body.parameter.filter(isObject) : [];
  for (const parameter of list) {
    const key = Object.keys(parameter).find((candidate) => candidate.startsWith('value'));
    if (parameter.name === name && key !== undefined) values.push(String(parameter[key]));
  }
  return values;
}

/** Subscription/[id/]$status of Subscriptions R5 Backport. */
function status(core: Core, request: FhirRequest, id: string | undefined): Reply {
  checkMethod(request);
  const split = (name: string) => valuesOf(request, name).flatMap((value) => value.split(','));
  const ids = id === undefined ? split('id') : [id];
  const statuses = id === undefined ? split('status') : [];
  const versions =
    ids.length > 0
      ? ids.map((one) => currentVersion(core, 'Subscription', one))
      : core.searcher.find('Subscription', []).filter((version) => request.rights?.mayRead(version, 'search') ?? true);
  if (ids.length > 0) for (const version of versions) request.rights?.checkRead(version);
  const shown = versions.filter(({ resource }) => statuses.length === 0 || statuses.includes(String(resource!.status)));
  const entry = shown.map((version) => {
    const resource = core.subscriptions.status(version);
    return { fullUrl: `urn:uuid:${resource.id}`, resource, search: { mode: 'match' } };
  });
  return reply(200, {
    resourceType: 'Bundle',
    type: 'searchset',
    total: entry.length,
    ...(entry.length > 0 ? { entry } : {}),
  });
}

/** Subscription/id/$events of Subscriptions R5 Backport. */
function events(core: Core, request: FhirRequest, id: string): Reply {
  checkMethod(request);
  const version = currentVersion(core, 'Subscription', id);
  request.rights?.checkRead(version);
  const number = (name: string, otherwise: number): number => {
    const [value] = valuesOf(request, name);
    if (value === undefined) return otherwise;
    if (!/^\d{1,15}$/.test(value)) throw badRequest(`${name} needs a whole number, not "${value}"`, 'value');
    return Number(value);
  };
  const [content] = valuesOf(request, 'content');
  if (content !== undefined && !['empty', 'id-only', 'full-resource'].includes(content)) {
    throw badRequest(`content is one of empty, id-only, full-resource, not "${content}"`, 'value');
  }
  const from = number('eventsSinceNumber', 0);
  const until = number('eventsUntilNumber', Infinity);
  return reply(200, core.subscriptions.eventsBundle(version, from, until, content as Content | undefined));
}

function checkMethod(request: FhirRequest): void {
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new Refusal(405, 'not-supported', `${request.method} is not possible on an operation`, {
      Allow: 'GET, POST',
    });
  }
}
