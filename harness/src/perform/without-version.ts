import type { Resource } from '../guide/resource.js';

/**
 * A copy of a resource without what its server wrote of that very version: number, time, and where it came from (HAPI FHIR, for one,
 * writes a meta.source of its own). A meta with nothing else in it goes too, for an empty object is no FHIR (R4 json.html).
 */
export function withoutVersion(resource: Resource): Resource {
  const { meta = {}, ...content } = resource;
  const { versionId: _version, lastUpdated: _updated, source: _source, ...kept } = meta;
  return Object.keys(kept).length > 0 ? { ...content, meta: kept } : content;
}
