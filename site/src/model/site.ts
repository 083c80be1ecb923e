import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readQuality, type QualityResult } from '../../../scripts/quality-result.js';
import { loadGuide } from '../../../harness/src/guide/load-guide.js';
import type { Guide, Requirement } from '../../../harness/src/guide/guide.js';
import type { Scenario } from '../../../harness/src/plan/scenario.js';
import type { Resource } from '../../../harness/src/guide/resource.js';
import { artifactsOf, referrersIn, type Artifact } from './artifacts.js';
import { configOf, type SiteConfig } from './config.js';
import { flowOf, verificationsOf, type Flow, type Verification } from './flows.js';
import { textOf } from './json.js';
import { linksOf, type Links } from './links.js';
import { publisherIncludes } from '../pages/publisher-includes.js';
import { readRuns, type Runs } from './runs.js';

/** What a site is made from. */
export interface SiteInput {
  /** Folder of the project: sushi-config.yaml, fsh-generated, input, scenarios. */
  root: string;
  /** report.json files of runs to show. */
  reports: string[];
  /** Results of checks of the guide to show. */
  quality?: string[];
  /** Folder of another build to compare with: a site, a compiled guide or an unpacked package. */
  compare?: string;
}

/** A page that was written as Markdown, or generated as such. */
export interface SourcePage {
  /** Without ending, e.g. `core-concepts`. */
  name: string;
  title: string;
  /** Path from the root, for messages. */
  file: string;
  text: string;
}

/** Facts of the guide that every page shows. */
export interface GuideFacts {
  title: string;
  version: string;
  date: string;
  status: string;
  publisher: string;
  packageId: string;
  canonical: string;
  description: string;
}

/** Everything that pages are made from, read once. */
export interface SiteModel {
  input: SiteInput;
  guide: Guide;
  facts: GuideFacts;
  config: SiteConfig;
  artifacts: Artifact[];
  links: Links;
  /** Examples that refer to an instance, by its key. */
  referrers: Map<string, Artifact[]>;
  pages: SourcePage[];
  /** Text of the includes by file name. */
  includes: Map<string, string>;
  flows: Flow[];
  requirements: Requirement[];
  verifications: Map<string, Verification>;
  runs: Runs;
  /** What checks of the guide came to, as far as it was given. */
  quality: QualityResult[];
  /** The guide of the build to compare with. */
  before?: Guide;
}

/** The flows of a project, in the order of their files. Throws for a faulty one, with file, line and what to do. */
export type ScenarioReader = (root: string, guide: Guide) => Scenario[];

/** Reads all that a site is made from, the flows by `scenarios`. Throws with file, line and what to do where something cannot be read. */
export function siteOf(input: SiteInput, scenarios: ScenarioReader): SiteModel {
  const { root } = input;
  const guide = loadGuide(path.join(root, 'fsh-generated', 'resources'));
  const config = configOf(readFileSync(path.join(root, 'sushi-config.yaml'), 'utf8'));
  const artifacts = artifactsOf(guide, resourcesIn(path.join(root, 'input', 'resources')));
  const links = linksOf(guide, artifacts);
  const flows = scenarios(root, guide).map(flowOf);
  return {
    input,
    guide,
    facts: factsOf(guide),
    config,
    artifacts,
    links,
    referrers: referrersIn(artifacts),
    pages: ['pagecontent', 'pages'].flatMap((folder) => readPages(root, folder, config)),
    includes: new Map([...publisherIncludes({ guide, artifacts, links }), ...readIncludes(root)]),
    flows,
    requirements: [...guide.requirements.values()],
    verifications: verificationsOf(flows),
    runs: readRuns(input.reports),
    quality: (input.quality ?? []).map(readQuality),
    ...(input.compare === undefined ? {} : { before: loadGuide(input.compare) }),
  };
}

/** The files of a project's flows, sorted by name. */
export function scenarioFiles(root: string): string[] {
  const folder = path.join(root, 'scenarios');
  return filesIn(folder, /\.yaml$/).map((name) => path.join(folder, name));
}

/** Names of the files of a folder that match, sorted; none where there is no such folder. */
export function filesIn(folder: string, pattern: RegExp): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => pattern.test(name))
        .sort()
    : [];
}

/** The resources in a folder, one a file. Throws for a file that is no JSON, and names it. */
function resourcesIn(folder: string): Resource[] {
  return filesIn(folder, /\.json$/).map((name) => {
    const file = path.join(folder, name);
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Resource;
    } catch (error) {
      throw new Error(`${file} is no JSON (${(error as Error).message}): make it anew.`, { cause: error });
    }
  });
}

function readPages(root: string, folder: string, config: SiteConfig): SourcePage[] {
  return filesIn(path.join(root, 'input', folder), /\.md$/).map((file) => {
    const name = file.replace(/\.md$/, '');
    const relative = `input/${folder}/${file}`;
    return {
      name,
      title: config.pages.get(name) ?? name,
      file: relative,
      text: readFileSync(path.join(root, relative), 'utf8'),
    };
  });
}

function readIncludes(root: string): Map<string, string> {
  const folders = ['fsh-generated/includes', 'input/includes'].map((folder) => path.join(root, folder));
  return new Map(
    folders.flatMap((folder) =>
      filesIn(folder, /./).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
    ),
  );
}

function factsOf(guide: Guide): GuideFacts {
  const key = guide.keys().find((each) => each.startsWith('ImplementationGuide/')) ?? '';
  const ig = guide.instance(key);
  const fact = (element: string): string => textOf(ig?.[element]) ?? '';
  return {
    title: guide.title,
    version: guide.version,
    packageId: guide.packageId,
    canonical: guide.canonical,
    date: fact('date'),
    status: fact('status'),
    publisher: fact('publisher'),
    description: fact('description'),
  };
}
