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

/** The kinds of page that a site has, in the order of its files. */
export function kindsIn(pages: readonly SitePage[]): string[] {
  return [...new Set(pages.map(({ kind }) => kind))];
}

/** Of each kind the fullest page, and one of middling size: pages of one kind are made by the same code. */
export function sampleOf(pages: readonly SitePage[]): SitePage[] {
  return kindsIn(pages).flatMap((kind) => {
    const sorted = bySize(pages, kind);
    return [...new Set([sorted[0], sorted[sorted.length >> 1]])].filter((page) => page !== undefined);
  });
}

/** Of each kind the page of middling size: for what is the same on all of them. */
export function oneOfEach(pages: readonly SitePage[]): SitePage[] {
  return kindsIn(pages).flatMap((kind) => {
    const sorted = bySize(pages, kind);
    return sorted[sorted.length >> 1] ?? [];
  });
}

function bySize(pages: readonly SitePage[], kind: string): SitePage[] {
  return pages.filter((page) => page.kind === kind).sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
}
