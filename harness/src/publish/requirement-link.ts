import type { Guide } from '../guide/guide.js';

/** A link to a requirement's statement: in the table of the page that explains it, else in its Requirements resource. */
export function requirementLink(key: string, guide: Guide): string {
  return `[${key}](${requirementHref(key, guide)})`;
}

/** Where that link leads. */
export function requirementHref(key: string, guide: Guide): string {
  const requirement = guide.requirements.get(key);
  const page = /^([^#]+\.html)/.exec(requirement?.page ?? '')?.[1];
  return page === undefined ? `Requirements-${requirement?.theme ?? ''}.html` : `${page}#${key}`;
}
