import type { Compiled } from './content.js';

/** An entry of the ImplementationGuide's list of resources (R4 ImplementationGuide.definition.resource). */
export interface ListedResource {
  reference: { reference: string };
  /** An example of no profile. */
  exampleBoolean?: boolean;
  /** An example of this profile. */
  exampleCanonical?: string;
}

/**
 * Examples that nothing shows: they illustrate no profile of the guide, and no other resource, flow or page leads to them.
 *
 * @param texts scenarios and pages: a mention as `Type/id` or as a link to `Type-id.html` counts
 */
export function orphanExamples(listed: ListedResource[], resources: Compiled[], texts: string[]): string[] {
  const mentioned = new Map(resources.map((resource) => [keyOf(resource), stringsOf(resource)]));
  return listed
    .filter(({ exampleBoolean }) => exampleBoolean === true)
    .map(({ reference }) => reference.reference)
    .filter((key) => {
      const names = namesOf(key, resources);
      const byOthers = [...mentioned].some(
        ([from, strings]) => from !== key && names.some((name) => strings.has(name)),
      );
      return !byOthers && !texts.some((text) => mentions(text, key));
    })
    .map((key) => `${key} is an orphan: no flow, page or other resource leads to it. Use it or remove it.`);
}

function mentions(text: string, key: string): boolean {
  const [type = '', id = ''] = key.split('/');
  return new RegExp(`\\b${type}[/-]${id.replace(/\./g, '\\.')}(?![\\w-])`).test(text);
}

/** By what others refer to a resource: its key, and of an identifier system the url that it defines. */
function namesOf(key: string, resources: Compiled[]): string[] {
  const system = resources.find((each) => keyOf(each) === key);
  if (system?.resourceType !== 'NamingSystem') return [key];
  return [key, ...((system.uniqueId ?? []) as { value: string }[]).map(({ value }) => value)];
}

function keyOf({ resourceType, id }: Compiled): string {
  return `${resourceType}/${id}`;
}

/** Every text in a resource; of an absolute reference its `Type/id` as well. The entries of a bundle count by their fullUrl. */
function stringsOf(node: unknown, into = new Set<string>()): Set<string> {
  if (typeof node === 'string') {
    into.add(node);
    const [, key] = /\/([A-Z]\w+\/[A-Za-z0-9.-]+)$/.exec(node) ?? [];
    if (key !== undefined) into.add(key);
  } else if (typeof node === 'object' && node !== null) {
    for (const value of Object.values(node)) stringsOf(value, into);
  }
  return into;
}
