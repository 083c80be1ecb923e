import type { Artifact } from '../model/artifacts.js';
import { objectOf, objectsOf, stringsOf, textOf, type Json } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { anchor, renderInline } from '../text/markdown.js';
import { expectationOf } from '../text/values.js';
import { constraintSection } from './constraints.js';
import { mappingSection } from './mappings.js';
import { tableSection, type PageContext, type Section } from './page.js';
import { obligationHtml, obligationsOf, treeRows, type TreeOptions } from './tree.js';

/** What a profile's or extension's page shows: quick start, trees, bindings, constraints, obligations, examples, searches. */
export function structureSections(artifact: Artifact, context: PageContext): Section[] {
  const { resource } = artifact;
  const differential = objectsOf(objectOf(resource.differential).element);
  const snapshot = objectsOf(objectOf(resource.snapshot).element);
  const options = {
    links: context.site.links,
    snapshot: new Map(snapshot.map((element) => [`${element.id}`, element])),
    own: new Set(differential.map((element) => `${element.id}`)),
    extension: (url: string) => textOf(context.site.guide.definitions.structure(url)?.description)?.split('\n')[0],
    ownText: (id: string) => objectOf(differential.find((element) => element.id === id)),
  };
  return [
    ...base(artifact, context),
    { id: 'elements', title: 'Elements', html: trees(artifact, differential, snapshot, options, context) },
    ...obligations(differential, context),
    ...bindings(snapshot, context),
    ...constraintSection(snapshot, artifact, context),
    ...quickStart(artifact, context),
    ...searches(artifact, context),
    ...examples(artifact, context),
    ...usedBy(artifact, context),
    ...mappingSection(resource, snapshot, context),
  ];
}

function base({ resource }: Artifact, { site: { links } }: PageContext): Section[] {
  const url = textOf(resource.baseDefinition) ?? '';
  const contexts = objectsOf(resource.context).map(({ expression }) => `<code>${escapeHtml(`${expression}`)}</code>`);
  const used = contexts.length > 0 ? ` It may stand in ${contexts.join(', ')}.` : '';
  const html = `<p>Constrains ${link(links.canonical(url), links.title(url))} of FHIR R4.${used}</p>`;
  return [{ id: 'base', title: 'What it is based on', html }];
}

type Options = Omit<TreeOptions, 'view'>;

function trees(
  artifact: Artifact,
  differential: Json[],
  snapshot: Json[],
  options: Options,
  context: PageContext,
): Html {
  const key = snapshot.filter((element) => element.mustSupport === true || obligationsOf(element).length > 0);
  const views = [
    {
      view: 'differential',
      title: artifact.kind === 'extension' ? 'What the extension adds' : 'What the profile adds',
      about: 'Only the elements that it constrains, and in grey those that they stand in.',
      elements: withAncestors(differential, snapshot),
    },
    {
      view: 'key',
      title: 'Must support',
      about: 'The elements that systems have to support, and those that lead to them.',
      elements: withAncestors(key, snapshot),
    },
    {
      view: 'snapshot',
      title: 'All elements',
      about: 'All of it, together with what it is based on.',
      elements: snapshot,
    },
  ].filter(({ elements }) => elements.length > 0);
  const parts = views.map(({ view, title, about, elements }) => {
    const label = `${artifact.title}: ${title.toLowerCase()}`;
    const table = context.templates.render('tree', { label, rows: treeRows(elements, { ...options, view }) });
    return `<section class="tab" id="${view}" data-tab="${title}" aria-label="${title}"><h3 class="tab-title">${title}${anchor(view)}</h3><p>${about}</p>${table}</section>`;
  });
  return `${statistics(snapshot)}${LEGEND}<div class="tabs" data-tabs="elements">${parts.join('')}</div>`;
}

/** How much the profile asks for, in a line. */
function statistics(snapshot: readonly Json[]): Html {
  const within = snapshot.slice(1);
  const count = (is: (element: Json) => boolean, one: string): string => {
    const found = within.filter(is).length;
    return `${found} ${one}${found === 1 || one.includes(' ') ? '' : 's'}`;
  };
  const isExtension = ({ path }: Json): boolean => /xtension$/.test(`${path}`);
  const counts = [
    count(({ min }) => Number(min) > 0, 'of them mandatory'),
    count(({ mustSupport }) => mustSupport === true, 'must support'),
    count((element) => element.sliceName !== undefined && !isExtension(element), 'slice'),
    count((element) => element.sliceName !== undefined && isExtension(element), 'extension'),
  ];
  return `<p class="soft" id="statistics">${count(() => true, 'element')}: ${counts.join(', ')}.</p>`;
}

const LEGEND =
  '<p class="legend"><b>S</b> must support · <b>?!</b> changes the meaning of others · <b>Σ</b> part of summaries · <b>O</b> has obligations · <b>C</b> has constraints</p>';

/** Elements of a snapshot with all that they stand in, so that each row of a tree stands below its own parent. */
function withAncestors(elements: readonly Json[], snapshot: readonly Json[]): Json[] {
  const wanted = new Set(elements.flatMap(({ id }) => [`${id}`, ...ancestorIds(`${id}`)]));
  return snapshot.filter(({ id }) => wanted.has(`${id}`));
}

/** Of `Task.input:x.value[x]` that is `Task`, `Task.input` and `Task.input:x`. */
function ancestorIds(id: string): string[] {
  return [...id.matchAll(/[.:]/g)].map(({ index }) => id.slice(0, index));
}

function obligations(differential: Json[], context: PageContext): Section[] {
  const rows = differential
    .filter((element) => obligationsOf(element).length > 0)
    .map((element) => ({
      id: idOf('obligation', `${element.id}`),
      cells: [elementLink(`${element.id}`, 'obligation'), obligationsByActor(element, context)],
    }));
  return tableSection(context, 'obligations', 'Obligations by actor', {
    style: 'stacked labelled',
    columns: ['element', 'who has to do what'],
    rows,
  });
}

/** A line for each actor: one column for each would be more than fit on a page. */
function obligationsByActor(element: Json, { site: { links } }: PageContext): Html {
  const all = obligationsOf(element);
  const lines = [...new Set(all.map(({ actor }) => actor))].map((actor) => {
    const codes = all.filter((each) => each.actor === actor).map(({ code }) => obligationHtml(code));
    return `<li>${actor === '' ? 'Every actor' : link(links.canonical(actor), links.title(actor))}: ${codes.join(' ')}</li>`;
  });
  return `<ul class="plain">${lines.join('')}</ul>`;
}

function bindings(snapshot: Json[], context: PageContext): Section[] {
  const { links, guide } = context.site;
  const rows = snapshot.flatMap((element) => {
    const { strength, valueSet } = objectOf(element.binding);
    const own = typeof valueSet === 'string' && valueSet.startsWith(guide.canonical);
    if (typeof valueSet !== 'string' || (!own && strength !== 'required')) return [];
    const cells = [
      elementLink(`${element.id}`, 'binding'),
      escapeHtml(`${strength}`),
      link(links.canonical(valueSet), links.title(valueSet)),
      own ? 'this guide' : 'FHIR R4',
    ];
    return [{ id: idOf('binding', `${element.id}`), cells }];
  });
  return tableSection(context, 'bindings', 'Terminology bindings', {
    columns: ['element', 'strength', 'value set', 'from'],
    rows,
  });
}

function elementLink(path: string, table: string): Html {
  return `<a class="row" href="#${idOf(table, path)}" data-copy><code>${escapeHtml(path)}</code></a>`;
}

/** What systems do with it, from the capability statements that name the profile. */
function quickStart({ resource }: Artifact, context: PageContext): Section[] {
  const { artifacts } = context.site;
  const rows = artifacts
    .filter(({ kind }) => kind === 'capability')
    .flatMap((statement) =>
      objectsOf(statement.resource.rest).flatMap((rest) =>
        objectsOf(rest.resource)
          .filter((each) => stringsOf(each.supportedProfile).includes(`${resource.url}`))
          .map((each) => ({
            cells: [
              link(statement.href, statement.title),
              escapeHtml(`${rest.mode}`),
              interactionsHtml(each),
              objectsOf(each.searchParam)
                .map((one) => `<code>${escapeHtml(`${one.name}`)}</code>`)
                .join(' '),
            ],
          })),
      ),
    );
  const columns = ['who', 'as', 'interactions', 'searches by'];
  return tableSection(context, 'quick-start', 'Quick start: who does what with it', { columns, rows });
}

function interactionsHtml(resource: Json): Html {
  return objectsOf(resource.interaction)
    .map((each) => {
      const strength = expectationOf(each);
      return `<span class="nowrap"><code>${escapeHtml(`${each.code}`)}</code>${strength ? ` ${escapeHtml(strength)}` : ''}</span>`;
    })
    .join(', ');
}

function searches({ resource }: Artifact, context: PageContext): Section[] {
  const rows = context.site.artifacts
    .filter((each) => each.kind === 'searchparameter' && stringsOf(each.resource.base).includes(`${resource.type}`))
    .map((each) => ({
      cells: [
        link(each.href, `${each.resource.code}`),
        escapeHtml(`${each.resource.type}`),
        renderInline(each.description),
      ],
    }));
  return tableSection(context, 'search-parameters', 'Search parameters of this guide', {
    columns: ['name', 'type', 'finds'],
    rows,
  });
}

function examples({ resource }: Artifact, context: PageContext): Section[] {
  const url = `${resource.url}`;
  const text = (each: Artifact): boolean =>
    (each.resource.meta?.profile ?? []).includes(url) ||
    (resource.type === 'Extension' && each.json.includes(`"${url}"`));
  const rows = context.site.artifacts
    .filter((each) => each.kind === 'example' && text(each))
    .map((each) => ({ cells: [link(each.href, each.title), renderInline(each.description)] }));
  return tableSection(context, 'examples', 'Examples', { columns: ['example', 'what it shows'], rows });
}

/** Other structures of the guide that point to it, as base, type or target. */
function usedBy({ resource, key }: Artifact, context: PageContext): Section[] {
  const url = `${resource.url}`;
  const users = context.site.artifacts.filter(
    (each) =>
      each.key !== key &&
      (each.kind === 'profile' || each.kind === 'extension') &&
      (each.resource.baseDefinition === url || each.json.includes(`"${url}"`)),
  );
  const rows = users.map((each) => ({ cells: [link(each.href, each.title), renderInline(each.description)] }));
  return tableSection(context, 'used-by', 'Used by', { columns: ['by', 'what that is'], rows });
}
