import type { Artifact } from '../model/artifacts.js';
import { objectOf, objectsOf, stringsOf, textOf, type Json } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline, renderText } from '../text/markdown.js';
import { expectationOf, valueHtml } from '../text/values.js';
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

/** A capability statement as tables: per mode the resources with interactions, searches and profiles, operations, messages. */
export function capabilitySections({ resource }: Artifact, context: PageContext): Section[] {
  return [
    ...objectsOf(resource.rest).flatMap((rest) => restSections(rest, context)),
    ...objectsOf(resource.messaging).flatMap((messaging) => messagingSections(messaging, context)),
  ];
}

function restSections(rest: Json, context: PageContext): Section[] {
  const mode = `${rest.mode}`;
  const title = mode === 'server' ? 'As a server' : 'As a client';
  const notes = [textOf(rest.documentation), textOf(objectOf(rest.security).description)].flatMap((text) =>
    text === undefined ? [] : [renderText(text)],
  );
  const rows = objectsOf(rest.resource).map((each) => ({
    id: idOf(mode, `${each.type}`),
    cells: resourceCells(each, mode, context),
  }));
  const table = tableSection(context, mode, title, {
    style: 'wide capability',
    columns: ['resource', 'profiles', 'interactions', 'searches', 'notes'],
    rows,
  });
  const operations = objectsOf(rest.operation).map((each) => ({
    cells: [
      `<code>$${escapeHtml(`${each.name}`)}</code>`,
      expectation(each),
      link(context.site.links.canonical(`${each.definition}`), context.site.links.title(`${each.definition}`)),
      renderText(textOf(each.documentation) ?? ''),
    ],
  }));
  const html = `${notes.join('')}${table[0]?.html ?? ''}`;
  return [
    { id: mode, title, html },
    ...tableSection(context, `${mode}-operations`, `${title}: operations`, {
      columns: ['operation', 'strength', 'definition', 'notes'],
      rows: operations,
    }),
  ];
}

function resourceCells(each: Json, mode: string, { site: { links } }: PageContext): Html[] {
  const profiles = stringsOf(each.supportedProfile).map(
    (url, index) =>
      `${link(links.canonical(url), links.title(url))} ${expectation(objectsOf(each._supportedProfile)[index])}`,
  );
  const list = (items: Html[]): Html =>
    items.length > 0 ? `<ul class="plain">${items.map((item) => `<li>${item}</li>`).join('')}</ul>` : '';
  const id = idOf(mode, `${each.type}`);
  return [
    `<a class="row" href="#${id}" data-copy><code>${escapeHtml(`${each.type}`)}</code></a>`,
    list(profiles),
    list(objectsOf(each.interaction).map((one) => `<code>${escapeHtml(`${one.code}`)}</code> ${expectation(one)}`)),
    list(
      objectsOf(each.searchParam).map(
        (one) =>
          `${link(links.canonical(`${one.definition}`), `${one.name}`)} <span class="soft">${escapeHtml(`${one.type}`)}</span> ${expectation(one)}`,
      ),
    ),
    renderText(textOf(each.documentation) ?? ''),
  ];
}

function expectation(element: unknown): Html {
  const strength = expectationOf(element);
  return strength === undefined ? '' : strengthHtml(strength);
}

/** SHALL, SHOULD, MAY and their negations, marked up. */
export function strengthHtml(strength: string): Html {
  return `<span class="strength ${escapeHtml(strength.toLowerCase())}">${escapeHtml(strength.replace('-', ' '))}</span>`;
}

function messagingSections(messaging: Json, context: PageContext): Section[] {
  const { links } = context.site;
  const rows = objectsOf(messaging.supportedMessage).map((each) => ({
    cells: [escapeHtml(`${each.mode}`), link(links.canonical(`${each.definition}`), links.title(`${each.definition}`))],
  }));
  const [table] = tableSection(context, 'messages', 'Messages', { columns: ['as', 'message'], rows });
  return [
    {
      id: 'messages',
      title: 'Messages',
      html: `${renderText(textOf(messaging.documentation) ?? '')}${table?.html ?? ''}`,
    },
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
