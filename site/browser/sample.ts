import type { PageFacts } from './crawl.js';

/** Pages of one kind are made by the same code: artifacts are told apart by their type too, since each has parts of its own. */
function groupOf({ kind, file }: PageFacts): string {
  const [type = ''] = file.split('-');
  return kind === 'narrative' ? kind : `${kind} ${/^[A-Z]/.test(type) ? type : ''}`.trim();
}

/**
 * One or two pages of each kind: the fullest, and one of middling size where there are more than three.
 */
export function sampleOf(pages: readonly PageFacts[]): PageFacts[] {
  return [...new Set(pages.map(groupOf))].flatMap((group) => {
    const all = pages.filter((page) => groupOf(page) === group);
    const sorted = all.sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
    return sorted.length > 3
      ? [sorted[0], sorted[sorted.length >> 1]].filter((page) => page !== undefined)
      : sorted.slice(0, 1);
  });
}

/** How many kinds of page there are. */
export function kindsOf(pages: readonly PageFacts[]): number {
  return new Set(pages.map(groupOf)).size;
}
