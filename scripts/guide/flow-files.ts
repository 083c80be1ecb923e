import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Resource } from '../../harness/src/guide/resource.js';
import { exampleScenarioHead, exampleScenarioId, type FlowHead } from '../../harness/src/publish/example-scenario.js';
import { pageFile } from '../../harness/src/publish/names.js';
import { testPlanHead } from '../../harness/src/publish/test-plan.js';
import { listFiles } from './files.js';
import type { GuidePaths } from './paths.js';

/** Files below input/ that are made from flows, and nothing else. */
const DERIVED =
  /^(pages\/flow-[^/]+\.md|includes\/flow-[^/]+\.(svg|md)|resources\/(ExampleScenario|TestPlan)-[^/]+\.json)$/;

/** Elements of which SUSHI lists a resource in the guide. */
const LISTED = ['resourceType', 'id', 'meta', 'url', 'name', 'title', 'description'] as const;

/** Whether a file below input/ is made from flows; `file` is relative to it, with slashes. */
export function isDerivedFromFlows(file: string): boolean {
  return DERIVED.test(file);
}

/** The files below input/ that are made from flows, as they stand there: relative path -> text. */
export function derivedFiles(paths: GuidePaths): Map<string, string> {
  const files = ['pages', 'includes', 'resources'].flatMap((folder) =>
    listFiles(path.join(paths.input, folder)).map((file) => `${folder}/${file}`),
  );
  return new Map(
    files.filter(isDerivedFromFlows).map((file) => [file, readFileSync(path.join(paths.input, file), 'utf8')]),
  );
}

/** Relative paths of derived files that are missing, outdated, or made no more; sorted. */
export function staleFlowFiles(committed: Map<string, string>, fresh: Map<string, string>): string[] {
  const outdated = [...fresh].filter(([file, text]) => committed.get(file) !== text).map(([file]) => file);
  return [...outdated, ...[...committed.keys()].filter((file) => !fresh.has(file))].sort();
}

/** Brings the derived files up to date: writes what differs, removes what is made no more. Answers their paths. */
export function writeFlowFiles(paths: GuidePaths, fresh: Map<string, string>): string[] {
  const stale = staleFlowFiles(derivedFiles(paths), fresh);
  for (const file of stale) writeFile(path.join(paths.input, file), fresh.get(file));
  return stale;
}

function writeFile(file: string, text: string | undefined): void {
  if (text === undefined) return rmSync(file);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Id and title of each flow: the file's name, and what stands in it, however faulty the rest may be. Sorted by id. */
export function flowHeads(paths: GuidePaths): FlowHead[] {
  const folder = path.join(paths.root, 'scenarios');
  return listFiles(folder)
    .filter((file) => /^[^/]+\.yaml$/.test(file))
    .map((file) => {
      const id = file.replace(/\.yaml$/, '');
      return { id, title: titleIn(readFileSync(path.join(folder, file), 'utf8')) ?? id };
    });
}

function titleIn(yaml: string): string | undefined {
  try {
    const { title } = (parse(yaml, { logLevel: 'silent' }) ?? {}) as { title?: unknown };
    return typeof title === 'string' ? title.trim() : undefined;
  } catch {
    return undefined; // what is wrong with it is told when the flow is loaded
  }
}

/**
 * Sees to it that SUSHI lists the flows as they are: the list of their pages in sushi-config.yaml, and a resource for each under its title, of
 * which the rest follows when the guide is compiled. So a new flow takes one build. Answers what was changed, relative to the root.
 */
export function announceFlows(paths: GuidePaths): string[] {
  const heads = flowHeads(paths);
  const changed: string[] = [];
  const config = readFileSync(paths.config, 'utf8');
  const listed = withFlows(config, heads);
  if (listed !== config) {
    writeFileSync(paths.config, listed);
    changed.push('sushi-config.yaml');
  }
  const canonical = canonicalIn(config);
  const wanted = [testPlanHead(canonical), ...heads.map((head) => exampleScenarioHead(head, canonical))];
  const files = new Map(wanted.map((head) => [`resources/${head.resourceType}-${head.id ?? ''}.json`, head]));
  for (const file of derivedFiles(paths).keys()) {
    if (file.startsWith('resources/') && !files.has(file)) changed.push(put(paths, file, undefined));
  }
  for (const [file, head] of files) {
    const now = readIfThere(path.join(paths.input, file));
    if (listingOf(now) !== listingOf(JSON.stringify(head)) || namesGone(now, files)) {
      changed.push(put(paths, file, `${JSON.stringify(head, undefined, 2)}\n`));
    }
  }
  return changed;
}

/** Whether a resource made from flows refers to that of a flow which is no more, as the test plan does until it is made anew. */
function namesGone(json: string | undefined, files: ReadonlyMap<string, unknown>): boolean {
  const named = [...(json ?? '').matchAll(/"ExampleScenario\/([^"]+)"/g)];
  return named.some(([, id = '']) => !files.has(`resources/ExampleScenario-${id}.json`));
}

function put(paths: GuidePaths, file: string, text: string | undefined): string {
  writeFile(path.join(paths.input, file), text);
  return `input/${file}`;
}

/** What SUSHI takes from a resource that is made from flows: the build is done anew when this changes, not when its steps do. */
export function listingOf(json: string | undefined): string {
  if (json === undefined) return 'absent';
  try {
    const resource = JSON.parse(json) as Resource;
    return JSON.stringify(LISTED.map((element) => resource[element]));
  } catch {
    return 'unreadable';
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function canonicalIn(config: string): string {
  const { canonical } = parse(config, { uniqueKeys: false }) as { canonical?: unknown };
  if (typeof canonical !== 'string') throw new Error('sushi-config.yaml has no canonical: give it one.');
  return canonical;
}

/** The parts of sushi-config.yaml that are made from flows: below `pages` and below `resources`, each between two comments. */
const BLOCKS: readonly { name: string; line: (flow: FlowHead) => string }[] = [
  { name: 'pages', line: ({ id, title }) => `${pageFile(id)}: { title: ${JSON.stringify(title)} }` },
  {
    name: 'resources',
    line: ({ id, title }) => `ExampleScenario/${exampleScenarioId(id)}: { name: ${JSON.stringify(`Flow: ${title}`)} }`,
  },
];

/** A sushi-config.yaml in which the flows' pages and resources, between their comments, are those of these flows. */
export function withFlows(config: string, heads: readonly FlowHead[]): string {
  return BLOCKS.reduce((text, { name, line }) => {
    const begin = `# Flow ${name}: made by \`npm run guide\` from scenarios/.`;
    const end = `# End of the flow ${name}.`;
    const [, before, indent, after] = new RegExp(`^([^]*?\\n( *)${begin}\\n)[^]*?( *${end}[^]*)$`).exec(text) ?? [];
    if (before === undefined || indent === undefined || after === undefined) {
      throw new Error(
        `sushi-config.yaml: below \`${name}\`, the comments "${begin}" and "${end}" must enclose the flows.`,
      );
    }
    return `${before}${heads.map((head) => `${indent}${line(head)}\n`).join('')}${after}`;
  }, config);
}
