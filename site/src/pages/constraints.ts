import type { Artifact } from '../model/artifacts.js';
import { objectsOf, textOf, type Json } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { tableSection, type PageContext, type Section, type TableView } from './page.js';

/** Constraints of an element that do not come with FHIR itself. */
export function ownConstraints(element: Json): Json[] {
  return objectsOf(element.constraint).filter((each) => !isInherited(each));
}

/** Comes with FHIR: one without a source is of the type that the profile is about. */
function isInherited({ source, key }: Json): boolean {
  const from = `${source ?? 'http://hl7.org/fhir/StructureDefinition/'}`;
  return /^(ele|ext|dom)-\d+$/.test(`${key}`) || from.startsWith('http://hl7.org/fhir/StructureDefinition/');
}

/** The row of a constraint in the table of constraints: those that come with FHIR have one for all elements. */
export function constraintId(element: Json, constraint: Json): string {
  return idOf('constraint', isInherited(constraint) ? 'inherited' : `${element.id}`, `${constraint.key}`);
}

/** All constraints of a profile: those of the guide element by element, then those that come with FHIR, each with where it comes from. */
export function constraintSection(snapshot: Json[], artifact: Artifact, context: PageContext): Section[] {
  const all = snapshot.flatMap((element) =>
    objectsOf(element.constraint).map((constraint) => ({ id: constraintId(element, constraint), element, constraint })),
  );
  const first = all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
  const ordered = [
    ...first.filter(({ constraint }) => !isInherited(constraint)),
    ...first.filter(({ constraint }) => isInherited(constraint)),
  ];
  const rows = ordered.map(({ id, element, constraint }) => {
    const count = all.filter((each) => each.id === id).length;
    const on = `<code>${escapeHtml(`${element.id}`)}</code>${count > 1 ? ` and ${count - 1} more` : ''}`;
    return rowOf(id, constraint, on, fromHtml(constraint, artifact, context));
  });
  const columns = ['key', 'severity', 'on', 'what it says', 'FHIRPath', 'from'];
  return tableSection(context, 'constraints', 'Constraints', { columns, rows });
}

function rowOf(
  id: string,
  { key, severity, human, expression }: Json,
  on: Html,
  from: Html,
): TableView['rows'][number] {
  const cells = [
    `<a class="row" href="#${id}" data-copy><code>${escapeHtml(`${key}`)}</code></a>`,
    escapeHtml(`${severity}`),
    on,
    renderInline(`${human}`),
    `<code class="long">${escapeHtml(textOf(expression) ?? '')}</code>`,
    from,
  ];
  return { id, cells };
}

function fromHtml({ source }: Json, { resource }: Artifact, { site: { links } }: PageContext): Html {
  if (source === resource.url) return 'here';
  const url = textOf(source);
  return url === undefined
    ? link(links.type(`${resource.type}`), `${resource.type}`)
    : link(links.canonical(url), links.title(url));
}
