import type { Artifact } from '../model/artifacts.js';
import { stringsOf, textOf } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { valueHtml } from '../text/values.js';
import { tableSection, type PageContext, type Section } from './page.js';

/** An actor's page: what it has to meet, what its systems must be able to do, and in which flows it acts. */
export function actorSections({ id, resource }: Artifact, context: PageContext): Section[] {
  const { site } = context;
  const statements = site.requirements
    .filter((each) => each.actors.includes(id))
    .map((each) => ({
      cells: [
        link(`Requirements-${each.theme}.html#${each.key}`, each.key),
        each.conformance.replace('-', ' '),
        renderInline(each.text),
      ],
    }));
  const capabilities = site.artifacts
    .filter((each) => each.kind === 'capability' && each.id.startsWith(`${id}-`))
    .map((each) => ({ cells: [link(each.href, each.title), renderInline(each.description)] }));
  const flows = site.flows.flatMap(({ scenario, href }) =>
    scenario.actors
      .filter((actor) => actor.is === id)
      .map((actor) => ({
        cells: [
          link(href, scenario.title),
          `<code>${escapeHtml(actor.name)}</code>`,
          valueHtml({ reference: actor.as }, site.links),
        ],
      })),
  );
  const kind = textOf(resource.type) === 'person' ? 'a person' : 'a system';
  return [
    { id: 'kind', title: 'What it is', html: `<p>In runs of the flows this actor is ${kind}.</p>` },
    ...tableSection(context, 'requirements', `Requirements: ${statements.length}`, {
      columns: ['key', 'strength', 'requirement'],
      rows: statements,
    }),
    ...tableSection(context, 'capabilities', 'Capability statements', {
      columns: ['statement', 'when'],
      rows: capabilities,
    }),
    ...tableSection(context, 'flows', 'Flows in which it acts', {
      columns: ['flow', 'as', 'in the example'],
      rows: flows,
    }),
  ];
}

/** Elements that every definition has, or that are shown elsewhere on its page. */
const SHOWN = new Set([
  'resourceType',
  'id',
  'url',
  'title',
  'name',
  'description',
  'text',
  'meta',
  'version',
  'publisher',
  'contact',
  'jurisdiction',
  'date',
  'status',
  'experimental',
  'copyright',
]);

/** Lists of more items than this are counted only. */
const MANY = 30;

/** A definition of any type as a table of its elements: search parameters, topics, messages, identifier systems ... */
export function elementSections({ resource }: Artifact, context: PageContext): Section[] {
  const rows = Object.entries(resource)
    .filter(([name]) => !SHOWN.has(name))
    .map(([name, value]) => ({
      id: idOf('element', name),
      cells: [
        `<a class="row" href="#${idOf('element', name)}" data-copy><code>${escapeHtml(name)}</code></a>`,
        elementHtml(name, value, context),
      ],
    }));
  return tableSection(context, 'definition', 'Definition', { columns: ['element', 'value'], rows });
}

function elementHtml(name: string, value: unknown, { site: { links } }: PageContext): Html {
  if (name === 'expression') return `<code>${escapeHtml(textOf(value) ?? '')}</code>`;
  if (name === 'base' || name === 'target') {
    return stringsOf(value)
      .map((type) => link(links.type(type), type))
      .join(', ');
  }
  if (Array.isArray(value) && value.length > MANY) return `${value.length}, all of them in the JSON`;
  if (Array.isArray(value) && value.some((each) => typeof each === 'object')) {
    return `<ul class="plain">${value.map((each) => `<li>${valueHtml(each, links)}</li>`).join('')}</ul>`;
  }
  return valueHtml(value, links);
}
