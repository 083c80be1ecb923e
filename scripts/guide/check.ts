import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkContent, type CodeList, type Compiled } from './content.js';
import { checkDisplays } from './displays.js';
import { checkNumbers } from './numbers.js';
import { lintFsh } from './fsh-lint.js';
import { pageFile } from '../../harness/src/publish/names.js';
import { flowHeads, isDerivedFromFlows } from './flow-files.js';
import { compareFolders, hashFolder, listFiles } from './files.js';
import { checkShown, pageIncludes, staleIncludes, wantedIncludes } from './includes.js';
import { invalidInstances } from './instances.js';
import { PUBLISHER_INCLUDES } from './publisher-includes.js';
import { anchorsOf, brokenLink, checkPageText, includesOf, linksOf, type PageText } from './page-rules.js';
import { checkPageLists, knownTargets, readPageLists, type GuideContents } from './pages.js';
import { orphanExamples, type ListedResource } from './orphans.js';
import type { GuidePaths } from './paths.js';
import { fshPlaces } from './sources.js';
import {
  checkStatements,
  citationsIn,
  statementsIn,
  unknownKeys,
  type Citation,
  type RequirementsResource,
  type Statement,
} from './statements.js';

/**
 * What stops a build that SUSHI let pass: a page that is listed or linked in the menu and is not there, a requirement that a flow
 * cites and is not there, a code that its code system lacks, an instance that breaks its profile. Each with its place and what to do.
 */
export function checkBuild(paths: GuidePaths, compiled: string): string[] {
  return [
    ...checkLists(paths, compiled),
    ...checkResources(paths, compiled),
    ...invalidInstances(compiled, fshPlaces(path.join(paths.input, 'fsh'), compiled)),
    ...unknownKeys(readStatements(compiled), citations(paths)),
  ];
}

/** How the committed output differs from a fresh build of it: one sentence a file. */
export function checkFresh(committed: string, fresh: string): string[] {
  const { added, removed, changed } = compareFolders(hashFolder(committed), hashFolder(fresh));
  return [
    ...added.map((file) => `fsh-generated/${file} is missing`),
    ...removed.map((file) => `fsh-generated/${file} comes from no source any more`),
    ...changed.map((file) => `fsh-generated/${file} is not what the sources compile to`),
  ].map((finding) => `${finding}: run \`npm run guide\` and commit fsh-generated.`);
}

/** Where pages, their lists in sushi-config.yaml, their links and the requirements' links to them disagree. */
export function checkPages(paths: GuidePaths, compiled: string): string[] {
  const { pages } = readPageLists(readFileSync(paths.config, 'utf8'));
  const texts = pageTexts(paths);
  const targets = knownTargets(pages, contentsOf(paths, compiled));
  const included = includeTexts(paths);
  const anchors = new Map(texts.map((page) => [htmlOf(page.path), anchorsWith(page.text, included)]));
  const broken = (at: string, target: string, from?: string): string[] => {
    const why = brokenLink(target, from, targets, anchors);
    return why === undefined ? [] : [`${at}: the link to ${target} leads nowhere: it ${why}.`];
  };
  return [
    ...checkLists(paths, compiled),
    ...texts.flatMap(checkPageText),
    ...texts.flatMap((page) =>
      linksOf(page.text).flatMap(({ target, line }) => broken(`${page.path}:${line}`, target, htmlOf(page.path))),
    ),
    ...texts.flatMap((page) => checkIncludes(page, included)),
    ...[...included].flatMap(([name, text]) =>
      linksOf(text).flatMap(({ target, line }) => broken(`input/includes/${name}:${line}`, target)),
    ),
    ...statementPages(compiled).flatMap(({ theme, key, page }) => broken(`Requirements/${theme}, ${key}`, page)),
  ];
}

/** Where the lists of pages and the menu in sushi-config.yaml disagree with the page files. */
function checkLists(paths: GuidePaths, compiled: string): string[] {
  const { pages, menu } = readPageLists(readFileSync(paths.config, 'utf8'));
  return checkPageLists(pages, menu, contentsOf(paths, compiled));
}

/** The pages of the flows count as there for each flow that is: they are made only after the build. */
function contentsOf(paths: GuidePaths, compiled: string): GuideContents {
  const written = pageTexts(paths).filter(({ path: file }) => !isDerivedFromFlows(file.replace(/^input\//, '')));
  const made = flowHeads(paths).map(({ id }): [string, string[]] => [pageFile(id), ['pages']]);
  return { files: new Map([...filesByName(written), ...made]), artifacts: artifactsIn(paths, compiled) };
}

/** Where the includes made from the guide are not what it says now, or requirements are not shown on their page. */
export function checkPageIncludes(paths: GuidePaths, compiled: string): string[] {
  const pages = pagesByName(paths);
  const stale = staleIncludes(path.join(paths.input, 'includes'), pageIncludes(wantedIncludes(pages), compiled));
  return [
    ...stale.map(
      (name) => `input/includes/${name} is not what the guide says now: run \`npm run guide\` and commit it.`,
    ),
    ...checkShown(pages, compiled),
  ];
}

/** Texts of the pages by name without ending, e.g. `core-concepts`. */
export function pagesByName(paths: GuidePaths): Map<string, string> {
  return new Map(
    pageTexts(paths).map(({ path: file, text }) => [path.posix.basename(file).replace(/\.(md|xml)$/, ''), text]),
  );
}

function checkIncludes(page: PageText, included: Map<string, string>): string[] {
  return includesOf(page.text)
    .filter(({ name }) => !included.has(name) && !(PUBLISHER_INCLUDES as readonly string[]).includes(name))
    .map(
      ({ name, line }) =>
        `${page.path}:${line}: includes ${name}, which is not in input/includes: ` +
        'run `npm run guide`, which makes what is derived; for a table of codes, ' +
        'check that the guide has a code system or value set of that id.',
    );
}

/** The ids in a page, with those of its Markdown includes. */
function anchorsWith(text: string, included: Map<string, string>): Set<string> {
  const parts = includesOf(text).map(({ name }) => included.get(name) ?? '');
  return new Set([text, ...parts].flatMap((part) => [...anchorsOf(part)]));
}

/** Every include by name; of those that are no Markdown the name only. */
function includeTexts(paths: GuidePaths): Map<string, string> {
  const folder = path.join(paths.input, 'includes');
  return new Map(
    listFiles(folder).map((name) => [name, name.endsWith('.md') ? readFileSync(path.join(folder, name), 'utf8') : '']),
  );
}

/** What SUSHI lets pass in the compiled resources and those that it lists; see {@link checkContent}. */
export function checkResources(paths: GuidePaths, compiled: string): string[] {
  const resources = [path.join(compiled, 'resources'), path.join(paths.input, 'resources')].flatMap((folder) =>
    listFiles(folder).map((file) => readJson(path.join(folder, file)) as Compiled),
  );
  const own = new Map(resources.filter(({ url }) => url !== undefined).map((each) => [each.url, each as CodeList]));
  const known = new Map<string, CodeList | undefined>();
  const codeSystem = (url: string): CodeList | undefined => {
    if (!known.has(url)) known.set(url, own.get(url) ?? cachedCodeSystem(paths.cache, url));
    return known.get(url);
  };
  const where = fshPlaces(path.join(paths.input, 'fsh'), compiled);
  return [
    ...checkContent(resources, codeSystem, where),
    ...checkDisplays(resources, where),
    ...checkNumbers(resources, where),
  ];
}

/** What SUSHI lets pass in the FSH itself; see {@link lintFsh}. */
export function checkFsh(paths: GuidePaths): string[] {
  const folder = path.join(paths.input, 'fsh');
  const names = listFiles(folder).filter((file) => file.endsWith('.fsh'));
  return lintFsh(
    names.map((name) => ({ file: `input/fsh/${name}`, text: readFileSync(path.join(folder, name), 'utf8') })),
  );
}

/** Where statements repeat each other or lack a page, and where scenarios cite what there is not. */
export function checkRequirements(paths: GuidePaths, compiled: string): string[] {
  return checkStatements(readStatements(compiled), citations(paths));
}

function readStatements(compiled: string): Statement[] {
  const folder = path.join(compiled, 'resources');
  const files = listFiles(folder).filter((file) => file.startsWith('Requirements-'));
  return statementsIn(files.map((file) => readJson(path.join(folder, file)) as RequirementsResource));
}

function citations(paths: GuidePaths): Citation[] {
  return scenarioTexts(paths).flatMap(({ path: file, text }) => citationsIn(file, text));
}

/** Examples that no flow, page or other resource leads to. */
export function checkExamples(paths: GuidePaths, compiled: string): string[] {
  const folder = path.join(compiled, 'resources');
  const resources = listFiles(folder).map((file) => readJson(path.join(folder, file)) as Compiled);
  const guide = resources.find(({ resourceType }) => resourceType === 'ImplementationGuide');
  const { resource: listed } = guide?.definition as { resource: ListedResource[] };
  const texts = [...scenarioTexts(paths), ...pageTexts(paths)].map(({ text }) => text);
  return orphanExamples(
    listed,
    resources.filter((each) => each !== guide),
    texts,
  );
}

function scenarioTexts(paths: GuidePaths): PageText[] {
  const folder = path.join(paths.root, 'scenarios');
  return listFiles(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ path: `scenarios/${file}`, text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** A code system of the FHIR packages; they name files by id, which is the url's last part for all that examples use. */
function cachedCodeSystem(cache: string, url: string): CodeList | undefined {
  const file = `CodeSystem-${url.slice(url.lastIndexOf('/') + 1)}.json`;
  for (const folder of readdirSync(cache)) {
    const full = path.join(cache, folder, 'package', file);
    const found = existsSync(full) ? (readJson(full) as CodeList & { url: string }) : undefined;
    if (found?.url === url) return found;
  }
  return undefined;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function pageTexts(paths: GuidePaths): PageText[] {
  return ['pagecontent', 'pages'].flatMap((folder) =>
    listFiles(path.join(paths.input, folder))
      .filter((file) => /\.(md|xml)$/.test(file))
      .map((file) => ({
        path: `input/${folder}/${file}`,
        text: readFileSync(path.join(paths.input, folder, file), 'utf8'),
      })),
  );
}

function filesByName(texts: PageText[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const { path: file } of texts) {
    const [, folder = '', ...rest] = file.split('/');
    const name = rest.join('/');
    files.set(name, [...(files.get(name) ?? []), folder]);
  }
  return files;
}

function htmlOf(file: string): string {
  return path.posix.basename(file).replace(/\.(md|xml)$/, '.html');
}

/** What SUSHI wrote, and the resources that were there for it to list. */
function artifactsIn(paths: GuidePaths, compiled: string): Set<string> {
  const files = [path.join(compiled, 'resources'), path.join(paths.input, 'resources')].flatMap(listFiles);
  return new Set(files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length)));
}

/** The page that each requirement names as where it is explained (Requirements.statement.reference). */
function statementPages(compiled: string): { theme: string; key: string; page: string }[] {
  const folder = path.join(compiled, 'resources');
  return listFiles(folder)
    .filter((file) => file.startsWith('Requirements-'))
    .flatMap((file) => {
      const { id, statement } = readJson(path.join(folder, file)) as {
        id: string;
        statement: { key: string; reference?: string[] }[];
      };
      return statement.flatMap(({ key, reference = [] }) => reference.map((page) => ({ theme: id, key, page })));
    });
}
