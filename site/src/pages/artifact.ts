import { KINDS, type Artifact } from '../model/artifacts.js';
import { textOf } from '../model/json.js';
import { link, plainText } from '../text/html.js';
import { renderText } from '../text/markdown.js';
import { actorSections, capabilitySections, elementSections } from './definitions.js';
import { exampleSections, jsonSection } from './example.js';
import { headingsOf, type Page, type PageContext, type Section } from './page.js';
import { requirementsSections } from './requirements.js';
import { structureSections } from './structure.js';
import { codeSystemSections, valueSetSections } from './terminology.js';

/** The page of an artifact, with what its kind has to show. */
export function artifactPage(artifact: Artifact, context: PageContext): Page {
  const sections = sectionsOf(artifact, context);
  const kind = KINDS[artifact.kind];
  const description = renderText(artifact.description);
  const view = {
    kind: kind.one,
    type: artifact.type,
    id: `${artifact.type}-${artifact.id}`,
    url: textOf(artifact.resource.url),
    description,
    sections,
  };
  return {
    file: artifact.href,
    title: artifact.title,
    kind: artifact.kind,
    body: context.templates.render('artifact', view),
    headings: headingsOf(sections),
    description: plainText(description).slice(0, 300),
    crumb: { title: kind.title, href: `artifacts.html#${artifact.kind}` },
  };
}

function sectionsOf(artifact: Artifact, context: PageContext): Section[] {
  switch (artifact.kind) {
    case 'profile':
    case 'extension':
      return structureSections(artifact, context);
    case 'valueset':
      return [...valueSetSections(artifact, context), jsonSection(artifact, context)];
    case 'codesystem':
      return [...codeSystemSections(artifact, context), jsonSection(artifact, context)];
    case 'actor':
      return [...actorSections(artifact, context), jsonSection(artifact, context)];
    case 'requirements':
      return requirementsSections(artifact, context);
    case 'capability':
      return capabilitySections(artifact, context);
    case 'example':
      return exampleSections(artifact, context);
    default:
      return [...toldBy(artifact, context), ...elementSections(artifact, context), jsonSection(artifact, context)];
  }
}

/** Where the flow that an ExampleScenario holds is told with its diagrams: the resource is for programs. */
function toldBy({ type, id }: Artifact, { site }: PageContext): Section[] {
  const flow = site.flows.find(({ href }) => type === 'ExampleScenario' && href === `${id}.html`);
  if (!flow) return [];
  const html = `<p>${link(flow.href, flow.scenario.title)}: the story, its diagrams over each exchange, and each act with its payloads.</p>`;
  return [{ id: 'flow', title: 'The flow', html }];
}
