import { parse } from 'yaml';
import { objectOf, textOf, type Json } from './json.js';

/** An entry of the menu: a link, or a heading with links below. */
export interface MenuEntry {
  title: string;
  href?: string;
  below: MenuEntry[];
}

/** What the site takes from sushi-config.yaml, which is the one place of these. */
export interface SiteConfig {
  menu: MenuEntry[];
  /** Titles of the pages by file name without ending, in order. */
  pages: Map<string, string>;
  /** Their numbers by file name without ending, as a table of contents counts them: `3`, and `3.1` for the first page below it. */
  numbers: Map<string, string>;
  copyrightYear: string;
  releaseLabel: string;
  license: string;
}

/** Reads sushi-config.yaml. Throws for text that is no YAML. */
export function configOf(yaml: string): SiteConfig {
  const config = objectOf(parse(yaml));
  const pages = new Map<string, string>();
  const numbers = new Map<string, string>();
  collectPages(objectOf(config.pages), '', pages, numbers);
  return {
    menu: menuOf(objectOf(config.menu)),
    pages,
    numbers,
    copyrightYear: textOf(config.copyrightYear) ?? '',
    releaseLabel: textOf(config.releaseLabel) ?? '',
    license: textOf(config.license) ?? '',
  };
}

function collectPages(from: Json, above: string, pages: Map<string, string>, numbers: Map<string, string>): void {
  let count = 0;
  for (const [name, value] of Object.entries(from)) {
    const [, page] = /^(.+)\.(?:md|xml|html)$/.exec(name) ?? [];
    if (page === undefined) continue;
    const number = `${above}${++count}`;
    pages.set(page, textOf(objectOf(value).title) ?? page);
    numbers.set(page, number);
    collectPages(objectOf(value), `${number}.`, pages, numbers);
  }
}

function menuOf(from: Json): MenuEntry[] {
  return Object.entries(from).map(([title, value]) =>
    typeof value === 'string' ? { title, href: value, below: [] } : { title, below: menuOf(objectOf(value)) },
  );
}

/** The menu's links in reading order. */
export function menuLinks(menu: readonly MenuEntry[]): { title: string; href: string }[] {
  return menu.flatMap(({ title, href, below }) => [
    ...(href === undefined ? [] : [{ title, href }]),
    ...menuLinks(below),
  ]);
}
