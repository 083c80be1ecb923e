import type { Guide } from '../guide/guide.js';
import type { InstanceKey } from '../guide/resource.js';

interface Listed {
  reference: { reference: string };
  name?: string;
}

/** Names of everything in the guide for people, by key, as its ImplementationGuide lists them. */
export function instanceTitles(guide: Guide): Map<InstanceKey, string> {
  const key = guide.keys().find((each) => each.startsWith('ImplementationGuide/'));
  const definition = key === undefined ? undefined : guide.instance(key)?.definition;
  const { resource = [] } = (definition ?? {}) as { resource?: Listed[] };
  return new Map(resource.flatMap(({ reference, name }) => (name === undefined ? [] : [[reference.reference, name]])));
}
