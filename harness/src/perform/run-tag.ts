import type { Resource } from '../guide/resource.js';

/** End of the system of run tags; it begins with the guide's canonical. */
const SYSTEM_END = '/test-run';

/** The tag (R4 resource.html#tag) that marks what a run made. `suffix` is that of the run's identifiers, e.g. `-1f9a03bc`. */
export function runTag(canonical: string, suffix: string): { system: string; code: string } {
  return { system: `${canonical}${SYSTEM_END}`, code: runTagCode(suffix) };
}

/** The resource with a run's tag, once; the tags that it has stay. */
export function withRunTag(resource: Resource, canonical: string, suffix: string): Resource {
  if (hasRunTag(resource, suffix)) return resource;
  const tag = [...(resource.meta?.tag ?? []), runTag(canonical, suffix)];
  return { ...resource, meta: { ...resource.meta, tag } };
}

/** Whether a resource carries a run's tag. */
export function hasRunTag(resource: Resource, suffix: string): boolean {
  const tags: unknown = resource.meta?.tag;
  const list = Array.isArray(tags) ? (tags as { system?: unknown; code?: unknown }[]) : [];
  return list.some((tag) => String(tag?.system).endsWith(SYSTEM_END) && tag?.code === runTagCode(suffix));
}

/** Code of a run's tag, whatever the guide. */
export function runTagCode(suffix: string): string {
  return suffix.replace(/^-/, '');
}
