import { etag, versionHeaders, type Core } from './core.js';
import { reply, type FhirRequest, type Reply } from './http.js';
import { badRequest, Refusal } from './outcome.js';
import type { Summary } from './search/query.js';
import { lastVersion, type Entity, type Version } from './store.js';

/** The current version that reads show. Throws a Refusal: 404 when it never was, 410 when it is deleted. */
export function currentVersion(core: Core, type: string, id: string): Version {
  const entity = core.store.entity(type, id);
  const last = lastVersion(entity);
  if (!entity || !last) throw new Refusal(404, 'not-found', `there is no ${type}/${id}`);
  if (!last.resource) throw new Refusal(410, 'deleted', `${type}/${id} is deleted`, versionHeaders(last));
  return core.hooks.readVersion?.(entity.versions) ?? last;
}

/** GET Type/id (R4 http.html#read), with If-None-Match and If-Modified-Since. */
export function read(core: Core, request: FhirRequest, type: string, id: string): Reply {
  const version = currentVersion(core, type, id);
  request.rights?.checkRead(version);
  const headers = versionHeaders(version);
  if (unchanged(request, version)) return { status: 304, headers };
  return reply(200, shown(core, request, version), headers);
}

/** GET Type/id/_history/version (R4 http.html#vread). */
export function vread(core: Core, request: FhirRequest, type: string, id: string, versionId: string): Reply {
  const entity = core.store.entity(type, id);
  const version = entity?.versions.findLast((candidate) => candidate.versionId === versionId);
  if (!version) throw new Refusal(404, 'not-found', `there is no version ${versionId} of ${type}/${id}`);
  if (!version.resource) throw new Refusal(410, 'deleted', `${type}/${id} was deleted in version ${versionId}`);
  request.rights?.checkRead(version);
  return reply(200, shown(core, request, version), versionHeaders(version));
}

/** Whether the client already has this version (R4 http.html#cread). */
function unchanged(request: FhirRequest, version: Version): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === '*' || sameTag(tag, version));
  const since = request.headers['if-modified-since'];
  if (since === undefined) return false;
  // HTTP dates have whole seconds.
  return Math.floor(Date.parse(version.lastUpdated) / 1000) <= Math.floor(Date.parse(since) / 1000);
}

/** Compares an entity tag, weak or strong, with a version. */
export function sameTag(tag: string, version: Version): boolean {
  return tag.trim().replace(/^W\//, '').replaceAll('"', '') === version.versionId;
}

/** The JSON of a version, cut down by `_elements` or `_summary` when the request asks for it. */
function shown(core: Core, request: FhirRequest, version: Version): string {
  if (request.query.length === 0) return version.json;
  const value = (name: string) => request.query.find(([candidate]) => candidate === name)?.[1];
  const elements = (value('_elements') ?? '').split(',').filter(Boolean);
  const summary = value('_summary') ?? 'false';
  if (!['true', 'text', 'data', 'false'].includes(summary)) {
    throw badRequest(`_summary of a read is one of true, text, data, false, not "${summary}"`, 'value');
  }
  return core.subsets.apply(version.resource!, version.json, elements, summary as Summary);
}

/** Tells a version for a history or transaction entry. */
export function responseOf(version: Version): { status: string; etag: string; lastModified: string } {
  return { status: statusOf(version), etag: etag(version), lastModified: version.lastUpdated };
}

function statusOf(version: Version): string {
  if (version.method === 'DELETE') return '204 No Content';
  return isCreation(version) ? '201 Created' : '200 OK';
}

/** Whether the resource was not there before this version. */
export function isCreation(version: Version): boolean {
  const { versions }: Entity = version.entity;
  const before = versions[versions.indexOf(version) - 1];
  return version.resource !== undefined && !before?.resource;
}
