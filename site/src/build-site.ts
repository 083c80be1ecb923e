import { setImmediate } from 'node:timers/promises';
import type { SiteModel } from './model/site.js';
import { artifactPage } from './pages/artifact.js';
import { conformancePage } from './pages/conformance.js';
import { withGuideFacts } from './pages/facts.js';
import { flowPage } from './pages/flow.js';
import { splitLong, TOO_LONG } from './pages/flow-diagrams.js';
import { frameOf, type Frame } from './pages/frame.js';
import { numbered } from './pages/numbered.js';
import { allArtifactsInOrder } from './pages/order.js';
import { qualityPage } from './pages/quality.js';
import { allRequirementsPage } from './pages/requirements.js';
import { artifactsPage, contentsPage, FLOWS, flowsPage, searchPage } from './pages/lists.js';
import { withDownloadList, withSizes } from './pages/download-list.js';
import { narrativePage, readerOf } from './pages/narrative.js';
import { withStatements } from './pages/statement-rows.js';
import type { Page, PageContext } from './pages/page.js';
import { downloads, zipOf } from './output/downloads.js';
import { compareGuides } from './compare/compare.js';
import { changesPage } from './pages/changes.js';
import { requirementRecords, SearchIndexing } from './output/search.js';
import { csvFile, elementsCsv } from './output/elements-csv.js';
import { reportPage } from './output/report-page.js';
import { assets } from './output/assets.js';
import { jsonText } from './output/json-text.js';
import { loadTemplates, type Templates } from './text/templates.js';

/** The files of a site by path below its folder: text, or bytes. */
export type SiteFiles = Map<string, string | Uint8Array>;

/** The whole site in one file, under the name that the IG Publisher gives to its own. */
const WHOLE = 'full-ig.zip';

/** Makes every page of the site, and what belongs to them. Pure but for the site's own templates, styles and scripts. */
export async function buildSite(site: SiteModel, templates: Templates = loadTemplates()): Promise<SiteFiles> {
  const indexing = await SearchIndexing.start();
  const pages = await madeBeside(indexing, { site, templates });
  // Another process makes the index, and zlib's threads the archives, while the pages are put into their frames.
  const found = indexing.files(requirementRecords(site));
  const archives = await downloads(site);
  const files = buildPages(
    site,
    templates,
    withSizes(pages, new Map<string, string | Uint8Array>([...archives, ...guideFile(site)])),
  );
  for (const { id, page } of site.runs.reports) if (page) files.set(`${id}.html`, reportPage(page));
  for (const [name, content] of archives) files.set(name, content);
  const whole = zipOf(followedBy([...files], found), site);
  for (const [name, content] of await found) files.set(name, content);
  files.set(WHOLE, await whole);
  return files;
}

/** Every page, each handed to the index as soon as it is made. */
async function madeBeside(indexing: SearchIndexing, context: PageContext): Promise<Page[]> {
  const pages: Page[] = [];
  try {
    for (const page of eachPage(context)) {
      pages.push(page);
      indexing.add(page);
      await setImmediate(); // what was handed over is sent between two pages
    }
  } catch (error) {
    await indexing.end();
    throw error;
  }
  return pages;
}

async function* followedBy<T>(files: readonly T[], later: Promise<Iterable<T>>): AsyncGenerator<T> {
  yield* files;
  yield* await later;
}

/** The pages, the resources as JSON, and what all pages share: all that a change of a text or a resource can touch. */
export function buildPages(
  site: SiteModel,
  templates: Templates,
  pages: readonly Page[] = pagesOf({ site, templates }),
): SiteFiles {
  const frame = frameOf(site, pages);
  const files: SiteFiles = new Map();
  for (const page of pages) files.set(page.file, renderFramed(page, frame, templates));
  for (const artifact of site.artifacts) {
    files.set(jsonFile(artifact.key), jsonText(artifact.resource));
    const elements = elementsCsv(artifact);
    if (elements !== undefined) files.set(csvFile(artifact), elements);
  }
  for (const [name, content] of guideFile(site)) files.set(name, content);
  for (const [name, content] of assets()) files.set(`assets/${name}`, content);
  return files;
}

/** The ImplementationGuide as JSON, by file name. */
function guideFile({ guide }: SiteModel): [string, string][] {
  const ig = guide.keys().find((key) => key.startsWith('ImplementationGuide/'));
  return ig === undefined ? [] : [[jsonFile(ig), jsonText(guide.instance(ig) ?? {})]];
}

function jsonFile(key: string): string {
  return `${key.replace('/', '-')}.json`;
}

/** One page with the frame around it. */
export function renderFramed(page: Page, frame: Frame, templates: Templates): string {
  return templates.render('layout', frame.viewOf(page));
}

/** Every page, before the frame around it; the table of contents comes last, as it lists the others. */
export function pagesOf(context: PageContext): Page[] {
  return [...eachPage(context)];
}

function* eachPage(context: PageContext): Generator<Page> {
  const pages: Page[] = [];
  for (const page of listedPages(context)) {
    pages.push(page);
    yield page;
  }
  yield contentsPage(context, pages);
}

function* listedPages(context: PageContext): Generator<Page> {
  const { site } = context;
  yield* eachWrittenPage(context);
  yield artifactsPage(context);
  yield allRequirementsPage(context);
  yield conformancePage(context);
  yield qualityPage(context);
  for (const artifact of allArtifactsInOrder(site)) yield artifactPage(artifact, context);
  yield searchPage(context);
  if (site.before) yield changesPage(compareGuides(site.before, site.guide), context);
}

/**
 * The pages that stand in input/pagecontent and input/pages, and those of flows.
 *
 * @param only names of the written pages to make, without ending; all when left out
 */
export function writtenPages(context: PageContext, only?: ReadonlySet<string>): Page[] {
  return [...eachWrittenPage(context, only)];
}

function* eachWrittenPage(context: PageContext, only?: ReadonlySet<string>): Generator<Page> {
  const { site } = context;
  const read = readerOf(site);
  const wanted = (name: string): boolean => only?.has(name) ?? true;
  const written = site.pages
    .filter(({ name }) => wanted(name))
    .map((source) => withStatements(narrativePage(source, read, site.includes), site))
    .map((page) => withGuideFacts(withDownloadList(page, context), context));
  const flows = site.flows.filter(({ href }) => wanted(href.replace(/\.html$/, '')));
  const hrefs = new Set(flows.map(({ href }) => href));
  const texts = new Map(written.map((page) => [page.file, page]));
  const counted = (page: Page): Page => numbered(page, site.config.numbers.get(page.file.replace(/\.html$/, '')));
  yield* written.filter(({ file }) => !hrefs.has(file) && file !== FLOWS).map(counted);
  if (wanted('flows')) yield counted(flowsPage(context, texts.get(FLOWS)));
  for (const flow of flows)
    yield* lightPages((acts) => counted(flowPage(flow, texts.get(flow.href), context, acts)), site.runs.reports.length);
}

/** The pages of a flow; where they would be too long, its acts show the first report alone. */
function lightPages(make: (acts?: number) => Page, reports: number): Page[] {
  const pages = splitLong(make());
  return reports > 1 && pages.some(({ body }) => body.length > TOO_LONG) ? splitLong(make(1)) : pages;
}
