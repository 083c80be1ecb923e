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
  copyrightYear: string;
  releaseLabel: string;
  license: string;
}

/** Reads sushi-config.yaml. Throws for text that is no YAML. */
export function configOf(yaml: string): SiteConfig {
  const config = objectOf(parse(yaml));
  const pages = new Map<string, string>();
  collectPages(objectOf(config.pages), pages);
  return {
    menu: menuOf(objectOf(config.menu)),
    pages,
    copyrightYear: textOf(config.copyrightYear) ?? '',
    releaseLabel: textOf(config.releaseLabel) ?? '',
    license: textOf(config.license) ?? '',
  };
}

function collectPages(from: Json, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(from)) {
    const [, page] = /^(.+)\.(?:md|xml|html)$/.exec(name) ?? [];
    if (page === undefined) continue;
    into.set(page, textOf(objectOf(value).title) ?? page);
    collectPages(objectOf(value), into);
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
