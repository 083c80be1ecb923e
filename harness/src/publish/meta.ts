import type { Guide } from '../guide/guide.js';
import type { Resource } from '../guide/resource.js';

/** What every published definition begins with. The version and the rest are given to it where the guide is published. */
export function definitionHead(resourceType: string, id: string, guide: Pick<Guide, 'canonical'>): Resource {
  return { resourceType, id, url: `${guide.canonical}/${resourceType}/${id}` };
}

/** A name as programs want it (FHIR's invariant inv-0): `simple-lab-order` is SimpleLabOrder. */
export function programName(id: string): string {
  return id.replace(/(?:^|-)([a-z0-9])/g, (_match, first: string) => first.toUpperCase());
}
