import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareFolders, hashFolder, listFiles } from './files.js';
import { anchorsOf, brokenLink, checkPageText, linksOf, type PageText } from './page-rules.js';
import { checkPageLists, knownTargets, readPageLists, type GuideContents } from './pages.js';
import type { GuidePaths } from './paths.js';

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
  const { pages, menu } = readPageLists(readFileSync(paths.config, 'utf8'));
  const texts = pageTexts(paths);
  const contents: GuideContents = { files: filesByName(texts), artifacts: artifactsIn(compiled) };
  const targets = knownTargets(pages, contents);
  const anchors = new Map(texts.map((page) => [htmlOf(page.path), anchorsOf(page.text)]));
  const broken = (at: string, target: string, from?: string): string[] => {
    const why = brokenLink(target, from, targets, anchors);
    return why === undefined ? [] : [`${at}: the link to ${target} leads nowhere: it ${why}.`];
  };
  return [
    ...checkPageLists(pages, menu, contents),
    ...texts.flatMap(checkPageText),
    ...texts.flatMap((page) =>
      linksOf(page.text).flatMap(({ target, line }) => broken(`${page.path}:${line}`, target, htmlOf(page.path))),
    ),
    ...statementPages(compiled).flatMap(({ theme, key, page }) => broken(`Requirements/${theme}, ${key}`, page)),
  ];
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

function artifactsIn(compiled: string): Set<string> {
  const files = listFiles(path.join(compiled, 'resources'));
  return new Set(files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length)));
}

/** The page that each requirement names as where it is explained (Requirements.statement.reference). */
function statementPages(compiled: string): { theme: string; key: string; page: string }[] {
  const folder = path.join(compiled, 'resources');
  return listFiles(folder)
    .filter((file) => file.startsWith('Requirements-'))
    .flatMap((file) => {
      const { id, statement } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
        id: string;
        statement: { key: string; reference?: string[] }[];
      };
      return statement.flatMap(({ key, reference = [] }) => reference.map((page) => ({ theme: id, key, page })));
    });
}
