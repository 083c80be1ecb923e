import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GuideActor, Requirement } from '../../harness/src/guide/guide.js';
import { actorsIn, requirementsIn } from '../../harness/src/guide/requirements.js';
import type { Resource } from '../../harness/src/guide/resource.js';
import { listFiles } from './files.js';
import { tableCell } from '../../harness/src/publish/liquid.js';

/** A compiled guide, as far as its pages show what it requires. */
export interface Statements {
  /** In the order of the Requirements resources' file names, and in each as it stands there. */
  requirements: Requirement[];
  /** By id of the ActorDefinition. */
  actors: Map<string, GuideActor>;
}

/** The statements and actors of a compiled guide; `compiled` is the folder that SUSHI wrote. */
export function readStatements(compiled: string): Statements {
  const folder = path.join(compiled, 'resources');
  const read = (type: string): Resource[] =>
    listFiles(folder)
      .filter((file) => file.startsWith(`${type}-`))
      .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Resource);
  return {
    requirements: [...requirementsIn(read('Requirements')).values()],
    actors: actorsIn(read('ActorDefinition')),
  };
}

/** The page that explains a requirement, e.g. `core-concepts`; undefined when it names none. */
export function pageOf(requirement: Requirement): string | undefined {
  return /^([^#]+)\.html/.exec(requirement.page ?? '')?.[1];
}

/** Name of the include that shows the requirements of a page, e.g. `requirements-core-concepts.md`. */
export function requirementsInclude(page: string): string {
  return `requirements-${page}.md`;
}

/**
 * The requirements of a page as a Markdown table: key (an anchor and a link to its resource), strength, actor, text.
 *
 * @param page name without ending, e.g. `core-concepts`
 */
export function requirementsTable(page: string, { requirements, actors }: Statements): string {
  const own = requirements.filter((requirement) => pageOf(requirement) === page);
  if (own.length === 0) {
    return (
      'No requirement rests on this page alone: it explains what follows from those of other pages. ' +
      'All of them are listed by theme among the [artifacts](artifacts.html).\n'
    );
  }
  const rows = own.map((requirement) => `| ${cells(requirement, actors).join(' | ')} |`);
  return ['| key | strength | actor | requirement |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function cells(requirement: Requirement, actors: Map<string, GuideActor>): string[] {
  const { key, theme, conformance, text, untestable } = requirement;
  const bound = requirement.actors.map((id) => `[${actors.get(id)?.title ?? id}](ActorDefinition-${id}.html)`);
  const why = untestable === undefined ? '' : ` *No run shows it: ${tableCell(untestable)}*`;
  return [
    `<a id="${key}"></a>[${key}](Requirements-${theme}.html#${key})`,
    conformance.replace('-', ' '),
    bound.join(', '),
    `${tableCell(text)}${why}`,
  ];
}
