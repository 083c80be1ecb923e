import type { Resource } from '../../guide/resource.js';
import type { KnownCaller } from './access/known-caller.js';
import { versionHeaders, type Core } from './core.js';
import { jsonBody, parseQuery, preferences, reply, type FhirRequest, type Reply } from './http.js';
import { badRequest, outcomeOf, Refusal } from './outcome.js';
import { applyPatch } from './patch.js';
import { sameTag } from './read.js';
import { findAll, findOne } from './search/query.js';
import { lastVersion, liveVersion, type Version, type WriteMethod } from './store.js';

const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** A write that was carried out, or found to be needless. */
export interface Written {
  version: Version;
  created: boolean;
}

/** POST Type (R4 http.html#create), with If-None-Exist (#ccreate). */
export function create(core: Core, request: FhirRequest, type: string): Reply {
  const resource = resourceBody(core, request, type);
  const criteria = request.headers['if-none-exist'];
  if (criteria !== undefined) {
    const existing = existingFor(core, request, type, criteria);
    if (existing) return written(core, request, { version: existing, created: false });
  }
  return written(core, request, createResource(core, request, type, resource, request.newId ?? core.newId()));
}

/** What If-None-Exist finds. A transaction has looked already, and knows the id either way. */
function existingFor(core: Core, request: FhirRequest, type: string, criteria: string): Version | undefined {
  if (request.newId !== undefined) return liveVersion(core.store.entity(type, request.newId));
  return findOne(core.searcher, type, parseQuery(criteria.slice(criteria.indexOf('?') + 1)), 'If-None-Exist');
}

/** Stores a new resource under `id`. */
function createResource(core: Core, request: FhirRequest, type: string, resource: Resource, id: string): Written {
  if (type === 'Subscription') request.rights?.checkSubscription(resource);
  return { version: store(core, type, id, 'POST', resource, undefined, request.rights?.caller), created: true };
}

/** PUT Type/id (R4 http.html#update), which creates what isn't there (#upsert). */
export function update(core: Core, request: FhirRequest, type: string, id: string): Reply {
  const resource = resourceBody(core, request, type);
  if (resource.id === undefined) throw badRequest(`the resource needs the id of the URL, "${id}"`, 'required');
  if (resource.id !== id)
    throw badRequest(`the resource's id "${String(resource.id)}" differs from the URL's, "${id}"`);
  return written(core, request, updateResource(core, request, type, id, resource));
}

/** PUT Type?criteria (R4 http.html#cond-update): none creates, one updates, several is 412. */
export function conditionalUpdate(core: Core, request: FhirRequest, type: string): Reply {
  const resource = resourceBody(core, request, type);
  const existing = findOne(core.searcher, type, request.query, 'conditional update');
  if (!existing) {
    if (resource.id === undefined)
      return written(core, request, createResource(core, request, type, resource, request.newId ?? core.newId()));
    return written(core, request, updateResource(core, request, type, String(resource.id), resource));
  }
  const { id } = existing.entity;
  if (resource.id !== undefined && resource.id !== id) {
    throw badRequest(`the resource's id "${String(resource.id)}" differs from the one that fits the criteria, "${id}"`);
  }
  return written(core, request, updateResource(core, request, type, id, resource));
}

function updateResource(core: Core, request: FhirRequest, type: string, id: string, resource: Resource): Written {
  if (!ID.test(id))
    throw badRequest(`"${id.slice(0, 80)}" is no id: letters, digits, "-" and ".", at most 64`, 'value');
  const previous = liveVersion(core.store.entity(type, id));
  checkGuard(core, request, type, id);
  if (previous && request.headers['if-none-match']?.trim() === '*') {
    throw new Refusal(412, 'conflict', `If-None-Match * asks for a new resource, but ${type}/${id} is there`);
  }
  if (previous) request.rights?.checkChange(previous.entity, previous.resource!, resource);
  if (type === 'Subscription') request.rights?.checkSubscription(resource);
  const version = store(core, type, id, 'PUT', resource, previous, request.rights?.caller);
  return { version, created: previous === undefined };
}

/** PATCH Type/id (R4 http.html#patch): JSON Patch, or FHIRPath Patch in a Parameters. */
export function patch(core: Core, request: FhirRequest, type: string, id: string): Reply {
  const entity = core.store.entity(type, id);
  const previous = liveVersion(entity);
  if (!previous) {
    if (entity) throw new Refusal(410, 'deleted', `${type}/${id} is deleted`);
    throw new Refusal(404, 'not-found', `there is no ${type}/${id}`);
  }
  checkGuard(core, request, type, id);
  const patched = applyPatch(core, request, previous.resource!);
  if (patched.resourceType !== type || patched.id !== id) {
    throw new Refusal(422, 'business-rule', 'a patch may not change resourceType or id');
  }
  checkShape(core, patched, type);
  request.rights?.checkChange(previous.entity, previous.resource!, patched);
  if (type === 'Subscription') request.rights?.checkSubscription(patched);
  return written(core, request, { version: store(core, type, id, 'PATCH', patched, previous), created: false });
}

/** PATCH Type?criteria: exactly one must fit. */
export function conditionalPatch(core: Core, request: FhirRequest, type: string): Reply {
  const existing = findOne(core.searcher, type, request.query, 'conditional patch');
  if (!existing) throw new Refusal(404, 'not-found', `conditional patch: no ${type} fits the criteria`);
  return patch(core, request, type, existing.entity.id);
}

/** DELETE Type/id (R4 http.html#delete). Deleting what isn't there is no error. */
export function remove(core: Core, request: FhirRequest, type: string, id: string): Reply {
  const entity = core.store.entity(type, id);
  const previous = liveVersion(entity);
  if (request.headers['if-match'] !== undefined) checkGuard(core, request, type, id);
  const last = lastVersion(entity);
  if (!previous) return { status: 204, headers: last ? versionHeaders(last) : {} };
  request.rights?.checkChange(previous.entity, previous.resource!, undefined);
  const version = core.store.transaction(() => core.store.write(type, id, 'DELETE', undefined));
  return { status: 204, headers: versionHeaders(version) };
}

/** DELETE Type?criteria (R4 http.html#2.21.0.13.1): none or one; several is 412. */
export function conditionalRemove(core: Core, request: FhirRequest, type: string): Reply {
  const found = findAll(core.searcher, type, request.query, 'conditional delete');
  if (found.length > 1) {
    throw new Refusal(
      412,
      'multiple-matches',
      `conditional delete: ${found.length} resources fit; one is deleted at a time`,
    );
  }
  if (found.length === 0) return { status: 204, headers: {} };
  return remove(core, request, type, found[0]!.entity.id);
}

/** Writes what hooks leave of a resource, after the server's own rules had their say. `by`: who writes it. */
export function store(
  core: Core,
  type: string,
  id: string,
  method: Exclude<WriteMethod, 'DELETE'>,
  resource: Resource,
  previous: Version | undefined,
  by?: KnownCaller,
): Version {
  core.subscriptions.check(resource);
  const context = previous ? { method, previous: previous.resource! } : { method };
  const kept = core.hooks.beforeStore?.(resource, context) ?? resource;
  const version = core.store.transaction(() => core.store.write(type, id, method, kept));
  if (by) core.grounds.writers.set(version, by);
  return version;
}

/** Refuses (412) when If-Match names another version than the current one (R4 http.html#concurrency). */
function checkGuard(core: Core, request: FhirRequest, type: string, id: string): void {
  const ifMatch = request.headers['if-match'];
  if (ifMatch === undefined) return;
  const current = liveVersion(core.store.entity(type, id));
  const tags = ifMatch.split(',');
  const holds = current !== undefined && tags.some((tag) => tag.trim() === '*' || sameTag(tag, current));
  const check = { method: request.method, key: `${type}/${id}`, ifMatch, holds };
  const verdict = core.hooks.precondition?.(current ? { ...check, current: current.versionId } : check) ?? holds;
  if (verdict) return;
  const now = current ? `its version is ${current.versionId}` : 'it is not there';
  throw new Refusal(
    412,
    'conflict',
    `If-Match ${ifMatch} does not hold for ${type}/${id}: ${now}; read it and try again`,
  );
}

/** The resource in the body. Throws a Refusal unless it is one of `type`. */
export function resourceBody(core: Core, request: FhirRequest, type?: string): Resource {
  const body = jsonBody(request);
  return checkShape(core, body, type);
}

/** Refuses what is no resource of `type` (or of any type). */
export function checkShape(core: Core, body: unknown, type?: string): Resource {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('the body is no resource: a JSON object with a resourceType is needed', 'structure');
  }
  const resource = body as Resource;
  const named = resource.resourceType as unknown;
  if (typeof named !== 'string') throw badRequest('the resource has no resourceType', 'structure');
  if (!core.types.has(named)) throw badRequest(`"${named.slice(0, 80)}" is no R4 resource type`, 'structure');
  if (type !== undefined && named !== type) throw badRequest(`the body is a ${named}; ${type} is expected here`);
  checkIdAndMeta(resource);
  return resource;
}

function checkIdAndMeta(resource: Resource): void {
  const { id, meta } = resource as { id?: unknown; meta?: unknown };
  if (id !== undefined && (typeof id !== 'string' || !ID.test(id))) {
    throw badRequest(`"${String(id).slice(0, 80)}" is no id: letters, digits, "-" and ".", at most 64`, 'value');
  }
  if (meta !== undefined && (typeof meta !== 'object' || meta === null || Array.isArray(meta))) {
    throw badRequest('meta must be an object', 'structure');
  }
}

/** The answer to a write, as the client prefers it (R4 http.html#ops). */
function written(core: Core, request: FhirRequest, { version, created }: Written): Reply {
  const { type, id } = version.entity;
  const status = created ? 201 : 200;
  const headers: Record<string, string> = versionHeaders(version);
  if (created || request.method === 'POST') {
    headers.Location = `${core.base}/${type}/${id}/_history/${version.versionId}`;
  }
  const { returns } = preferences(request);
  if (returns === 'minimal') return { status, headers };
  if (returns !== 'OperationOutcome') return reply(status, version.json, headers);
  const diagnostics = `${type}/${id} ${created ? 'created' : 'stored'} as version ${version.versionId}`;
  return reply(status, outcomeOf([{ severity: 'information', code: 'informational', diagnostics }]), headers);
}
