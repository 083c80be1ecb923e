import { KINDS, type Artifact, type Kind } from '../model/artifacts.js';
import { menuLinks } from '../model/config.js';
import type { SiteModel } from '../model/site.js';
import type { Page } from './page.js';

/** Artifacts kind by kind, as the list of artifacts has them. */
export function allArtifactsInOrder({ artifacts }: SiteModel): Artifact[] {
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => artifacts.filter((each) => each.kind === kind));
}

/** Pages in the order in which they are read one after the other: the menu's, then other pages, lists, artifacts. */
export function readingOrder(site: SiteModel, pages: readonly Page[]): Page[] {
  const menu = menuLinks(site.config.menu).map(({ href }) => href.replace(/#.*/, ''));
  const rank = ({ file }: Page): number => {
    const index = menu.indexOf(file);
    return index < 0 ? menu.length : index;
  };
  return pages
    .filter(({ kind }) => kind !== 'search' && kind !== 'contents')
    .map((page, index) => ({ page, index }))
    .sort((a, b) => rank(a.page) - rank(b.page) || a.index - b.index)
    .map(({ page }) => page);
}
