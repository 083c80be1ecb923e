import { isMap, isScalar, LineCounter, parseDocument, type Node } from 'yaml';

/** A page of the guide as sushi-config.yaml lists it. */
export interface ListedPage {
  /** File name, e.g. `core-concepts.md`. */
  file: string;
  /** 1-based line in sushi-config.yaml. */
  line: number;
}

/** A target of the menu in sushi-config.yaml, with its 1-based line. */
export interface MenuTarget {
  target: string;
  line: number;
}

/** Pages and menu of a sushi-config.yaml. Pages may be nested; sub-menus too. */
export function readPageLists(yaml: string): { pages: ListedPage[]; menu: MenuTarget[] } {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;
  const pages: ListedPage[] = [];
  const menu: MenuTarget[] = [];
  walk(document.get('pages'), (key) => {
    if (/\.(md|xml|html)$/.test(String(key.value))) pages.push({ file: String(key.value), line: lineOf(key) });
  });
  walk(document.get('menu'), (_key, value) => {
    if (isScalar(value)) menu.push({ target: String(value.value), line: lineOf(value) });
  });
  return { pages, menu };
}

function walk(node: unknown, visit: (key: Node & { value: unknown }, value: unknown) => void): void {
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (isScalar(key)) visit(key, value);
    walk(value, visit);
  }
}

/** What stands on disk and in the compiled guide, to hold the lists against. */
export interface GuideContents {
  /** Page files by name, with the folders of input/ that hold them: `pagecontent` (by hand), `pages` (generated). */
  files: Map<string, string[]>;
  /** Names of the compiled artifacts, e.g. `StructureDefinition-coordination-task`. */
  artifacts: Set<string>;
}

/** Pages that the IG Publisher makes by itself. */
const publisherPages = ['artifacts.html', 'toc.html', 'qa.html', 'searchform.html'];

/** Every html page that links may lead to. */
export function knownTargets(pages: ListedPage[], contents: GuideContents): Set<string> {
  const listed = pages.map(({ file }) => file.replace(/\.(md|xml)$/, '.html'));
  const artifacts = [...contents.artifacts].map((name) => `${name}.html`);
  return new Set([...publisherPages, ...listed, ...artifacts]);
}

/** Where the lists of sushi-config.yaml and the page files disagree: one sentence each, with what to do. */
export function checkPageLists(pages: ListedPage[], menu: MenuTarget[], contents: GuideContents): string[] {
  const targets = knownTargets(pages, contents);
  return [
    ...pages
      .filter(({ file }) => !contents.files.has(file))
      .map(
        ({ file, line }) =>
          `sushi-config.yaml:${line}: the page ${file} is listed, but is neither in input/pagecontent nor in input/pages: ` +
          'write it, generate it, or take it off the list.',
      ),
    ...[...contents.files].flatMap(([file, folders]) => checkPageFile(file, folders, pages, contents.artifacts)),
    ...menu
      .filter(({ target }) => /^[^:]+\.html(#.*)?$/.test(target) && !targets.has(target.replace(/#.*/, '')))
      .map(
        ({ target, line }) => `sushi-config.yaml:${line}: the menu leads to ${target}, which is no page of the guide.`,
      ),
  ];
}

function checkPageFile(file: string, folders: string[], pages: ListedPage[], artifacts: Set<string>): string[] {
  const where = `input/${folders[0]}/${file}`;
  if (folders.length > 1) {
    return [`${where} is also in input/${folders[1]}: keep one of the two.`];
  }
  const [, artifact] = /^(.+)-(?:intro|notes)\.(?:md|xml)$/.exec(file) ?? [];
  if (artifact !== undefined && /^[A-Z][A-Za-z]+-/.test(artifact)) {
    return artifacts.has(artifact)
      ? []
      : [`${where} speaks about the artifact ${artifact}, which the guide does not have.`];
  }
  if (pages.some((page) => page.file === file)) return [];
  return [`${where} is not listed: add it to \`pages\` in sushi-config.yaml, or the guide will not show it.`];
}

/** The pages of a sushi-config.yaml by name, without those of the flows, in their order. */
export function pageNames(yaml: string): { name: string; title: string }[] {
  const found: { name: string; title: string }[] = [];
  walk(parseDocument(yaml).get('pages'), (key, value) => {
    const [, name] = /^(.+)\.(?:md|xml)$/.exec(String(key.value)) ?? [];
    const title = isMap(value) ? value.get('title') : undefined;
    if (name !== undefined && !name.startsWith('flow-')) found.push({ name, title: String(title ?? name) });
  });
  return found;
}
