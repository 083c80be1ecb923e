import { KINDS, type Artifact, type Kind } from '../model/artifacts.js';
import type { SiteModel } from '../model/site.js';
import type { Page } from './page.js';

/** Artifacts kind by kind, as the list of artifacts has them. */
export function allArtifactsInOrder({ artifacts }: SiteModel): Artifact[] {
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => artifacts.filter((each) => each.kind === kind));
}

/** Pages in the order of the table of contents: those that are numbered, a flow's right after the list of flows, then lists, artifacts. */
export function readingOrder(site: SiteModel, pages: readonly Page[]): Page[] {
  const places = new Map([...site.config.pages.keys()].map((name, index) => [name, index]));
  // The diagrams of a way through a flow, `flow-x.way.html`, come right after the flow.
  const rank = ({ file }: Page): number => places.get(file.replace(/\..*$/, '')) ?? places.size;
  return pages
    .filter(({ kind }) => kind !== 'search' && kind !== 'contents')
    .map((page, index) => ({ page, index }))
    .sort((a, b) => rank(a.page) - rank(b.page) || a.index - b.index)
    .map(({ page }) => page);
}
