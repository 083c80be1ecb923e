import { plainText } from './text/html.js';

/** A link of a page, as written. */
export interface FoundLink {
  page: string;
  href: string;
}

const ATTRIBUTE = (name: string): RegExp => new RegExp(`<[a-z][^<>]*?\\s${name}="([^"]*)"`, 'g');

/** Every link and source in the pages of a site that leads nowhere: no such file, or no such place on the page. */
export function brokenLinks(files: ReadonlyMap<string, string | Uint8Array>): FoundLink[] {
  const places = new Map([...pagesOf(files)].map(([page, html]) => [page, new Set(valuesOf(html, 'id'))]));
  return [...pagesOf(files)].flatMap(([page, html]) =>
    [...valuesOf(html, 'href'), ...valuesOf(html, 'src')]
      .filter((href) => !/^[a-z]+:/.test(href))
      .filter((href) => leadsNowhere(page, href, files, places))
      .map((href) => ({ page, href })),
  );
}

function leadsNowhere(
  page: string,
  href: string,
  files: ReadonlyMap<string, unknown>,
  places: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const [, file = '', id] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(href) ?? [];
  const target = file === '' ? page : decodeURIComponent(file);
  if (!files.has(target)) return true;
  if (!id || /^report-\d+\.html$/.test(target)) return false;
  return !places.get(target)?.has(decodeURIComponent(id));
}

/** Ids that stand on a page more than once, as `page#id`. */
export function doubleIds(files: ReadonlyMap<string, string | Uint8Array>): string[] {
  return [...pagesOf(files)].flatMap(([page, html]) => {
    const ids = valuesOf(html, 'id');
    return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${page}#${id}`);
  });
}

/** The pages that the site itself makes: the reports of runs are tested where they are made. */
export function pagesOf(files: ReadonlyMap<string, string | Uint8Array>): [string, string][] {
  return [...files].flatMap(([name, content]) =>
    name.endsWith('.html') && typeof content === 'string' ? [[name, content] as [string, string]] : [],
  );
}

function valuesOf(html: string, attribute: string): string[] {
  return [...html.matchAll(ATTRIBUTE(attribute))].map((match) => plainText(match[1] ?? ''));
}
