import { KINDS, type Artifact } from '../model/artifacts.js';
import { plainText } from '../text/html.js';
import { renderText } from '../text/markdown.js';
import { actorSections } from './actor.js';
import { capabilitySections } from './capability.js';
import { elementSections } from './definitions.js';
import { exampleSections, jsonSection } from './example.js';
import { headFacts } from './facts.js';
import { headingsOf, type Page, type PageContext, type Section } from './page.js';
import { exampleScenarioSections, testCaseSections } from './scenario.js';
import { requirementsSections } from './requirements.js';
import { structureSections } from './structure.js';
import { codeSystemSections, valueSetSections } from './terminology.js';

/** What an artifact is called whose kind holds several types. */
const ONE_OF_TYPE: Record<string, string> = { TestPlan: 'Test plan', TestScript: 'Test script' };

/** The page of an artifact, with what its kind has to show. */
export function artifactPage(artifact: Artifact, context: PageContext): Page {
  const sections = sectionsOf(artifact, context);
  const kind = KINDS[artifact.kind];
  const description = renderText(artifact.description);
  const view = {
    kind: ONE_OF_TYPE[artifact.type] ?? kind.one,
    type: artifact.type,
    id: `${artifact.type}-${artifact.id}`,
    csv: artifact.kind === 'profile' || artifact.kind === 'extension',
    facts: headFacts(artifact, context.site),
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
    case 'flow':
      return [
        ...(artifact.type === 'ExampleScenario' ? exampleScenarioSections(artifact, context) : []),
        ...(artifact.type === 'TestPlan' ? testCaseSections(artifact, context) : []),
        ...(artifact.type === 'ExampleScenario' ? [] : elementSections(artifact, context)),
        jsonSection(artifact, context),
      ];
    default:
      return [...elementSections(artifact, context), jsonSection(artifact, context)];
  }
}
