import type { Page } from './page.js';

/**
 * A page with its number, and with the numbers of its sections in their headings: `3.2` for the second, `3.2.1` below it. The acts of a flow are
 * told apart by their titles and are not counted.
 */
export function numbered(page: Page, number: string | undefined): Page {
  if (number === undefined) return page;
  const count = counter(number, page.kind === 'narrative' ? 3 : 2);
  const numbers = new Map<string, string>();
  const body = page.body.replace(/<h([23]) id="([^"]+)"[^>]*>/g, (tag, level: string, id: string) => {
    const own = count(Number(level));
    if (own === undefined) return tag;
    numbers.set(id, own);
    return `${tag}<span class="number">${own}</span> `;
  });
  const headings = page.headings.map((heading) => {
    const own = numbers.get(heading.id);
    return own === undefined ? heading : { ...heading, number: own };
  });
  return { ...page, number, body, headings };
}

/** Counts sections from level 2 down to `deepest`; undefined for a level that is not counted. */
function counter(number: string, deepest: number): (level: number) => string | undefined {
  const counts: number[] = [];
  return (level) => {
    if (level > deepest) return undefined;
    const depth = level - 2;
    counts.length = depth + 1;
    for (let index = 0; index < depth; index++) counts[index] ??= 0;
    counts[depth] = (counts[depth] ?? 0) + 1;
    return [number, ...counts].join('.');
  };
}
