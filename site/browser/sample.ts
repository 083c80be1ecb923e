import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A page of the site, known without a browser. */
export interface SitePage {
  /** File name below the site's folder. */
  file: string;
  /** `data-kind` of its body, or `report` for pages that runs have written. */
  kind: string;
  /** In bytes: how much there is to test on it. */
  size: number;
}

/** What the pages of a folder are, by their files. */
export function pagesIn(folder: string, files: readonly string[]): SitePage[] {
  return files.map((file) => {
    const place = path.join(folder, file);
    const { size } = statSync(place);
    const kind = /<body data-kind="([^"]*)"/.exec(readFileSync(place, 'utf8'))?.[1] ?? 'report';
    return { file, kind, size };
  });
}

/** Pages of one kind are made by the same code; a resource's own type may show in them, as in a bundle's entries. */
function groupOf({ kind, file }: SitePage): string {
  const [type = ''] = file.split('-');
  return kind === 'narrative' ? kind : `${kind} ${/^[A-Z]/.test(type) ? type : ''}`.trim();
}

/**
 * One or two pages of each kind: the fullest, and one of middling size where there are more than three.
 */
export function sampleOf(pages: readonly SitePage[]): SitePage[] {
  return [...new Set(pages.map(groupOf))].flatMap((group) => {
    const all = pages.filter((page) => groupOf(page) === group);
    const sorted = all.sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
    return sorted.length > 3
      ? [sorted[0], sorted[sorted.length >> 1]].filter((page) => page !== undefined)
      : sorted.slice(0, 1);
  });
}

/** How many kinds of page there are. */
export function kindsOf(pages: readonly SitePage[]): number {
  return new Set(pages.map(groupOf)).size;
}
