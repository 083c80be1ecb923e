import { readFileSync } from 'node:fs';
import type { SiteModel } from './model/site.js';
import { artifactPage } from './pages/artifact.js';
import { conformancePage } from './pages/conformance.js';
import { flowPage } from './pages/flow.js';
import { frameOf, type Frame } from './pages/frame.js';
import { allArtifactsInOrder } from './pages/order.js';
import { allRequirementsPage } from './pages/requirements.js';
import { artifactsPage, contentsPage, flowsPage, searchPage } from './pages/lists.js';
import { narrativePage, readerOf } from './pages/narrative.js';
import type { Page, PageContext } from './pages/page.js';
import { downloads, zipOf } from './output/downloads.js';
import { searchIndex } from './output/search.js';
import { assets } from './output/assets.js';
import { loadTemplates, type Templates } from './text/templates.js';

/** The files of a site by path below its folder: text, or bytes. */
export type SiteFiles = Map<string, string | Uint8Array>;

/** The whole site in one file, under the name that the IG Publisher gives to its own. */
const WHOLE = 'full-ig.zip';

/** Makes every page of the site, and what belongs to them. Pure but for the site's own templates, styles and scripts. */
export async function buildSite(site: SiteModel, templates: Templates = loadTemplates()): Promise<SiteFiles> {
  const files = buildPages(site, templates);
  const found = searchIndex([...files].filter((file): file is [string, string] => file[0].endsWith('.html')));
  for (const { id, page } of site.runs.reports) if (page) files.set(`${id}.html`, readFileSync(page));
  for (const [name, content] of await downloads(site)) files.set(name, content);
  for (const [name, content] of await found) files.set(name, content);
  files.set(WHOLE, await zipOf(files, site));
  return files;
}

/** The pages, the resources as JSON, and what all pages share: all that a change of a text or a resource can touch. */
export function buildPages(site: SiteModel, templates: Templates): SiteFiles {
  const pages = pagesOf({ site, templates });
  const frame = frameOf(site, pages);
  const files: SiteFiles = new Map();
  for (const page of pages) files.set(page.file, renderFramed(page, frame, templates));
  for (const { key, resource } of site.artifacts) {
    files.set(`${key.replace('/', '-')}.json`, `${JSON.stringify(resource, undefined, 2)}\n`);
  }
  for (const [name, content] of assets()) files.set(`assets/${name}`, content);
  return files;
}

/** One page with the frame around it. */
export function renderFramed(page: Page, frame: Frame, templates: Templates): string {
  return templates.render('layout', frame.viewOf(page));
}

/** Every page, before the frame around it; the table of contents comes last, as it lists the others. */
export function pagesOf(context: PageContext): Page[] {
  const { site } = context;
  const read = readerOf(site);
  const written = site.pages.map((source) => narrativePage(source, read));
  const flows = site.flows.map((flow) =>
    flowPage(
      flow,
      written.find(({ file }) => file === flow.href),
      context,
    ),
  );
  const pages = [
    ...written.filter(({ file }) => !flows.some((flow) => flow.file === file)),
    ...flows,
    artifactsPage(context),
    allRequirementsPage(context),
    flowsPage(context),
    conformancePage(context),
    ...allArtifactsInOrder(site).map((artifact) => artifactPage(artifact, context)),
    searchPage(context),
  ];
  return [...pages, contentsPage(context, pages)];
}
