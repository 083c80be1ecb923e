import type { Artifact } from '../model/artifacts.js';
import { codeOwner } from '../model/code-owners.js';
import { objectOf, objectsOf, stringsOf, textOf, valueOf, type Json } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { tableHtml, tableSection, type PageContext, type Section } from './page.js';

/** A value set's page: what it is made of, what that comes to, and where it is bound. */
export function valueSetSections(artifact: Artifact, context: PageContext): Section[] {
  return [...definition(artifact, context), ...expansion(artifact, context), ...boundBy(artifact, context)];
}

function definition({ resource }: Artifact, context: PageContext): Section[] {
  const compose = objectOf(resource.compose);
  const parts = [
    ...objectsOf(compose.include).map((part) => ['include', part] as const),
    ...objectsOf(compose.exclude).map((part) => ['exclude', part] as const),
  ];
  const rows = parts.map(([what, part]) => ({
    cells: [what, sourceHtml(part, context), selectionHtml(part, context)],
  }));
  return tableSection(context, 'definition', 'Definition', { columns: ['', 'from', 'which codes'], rows });
}

function sourceHtml(part: Json, context: PageContext): Html {
  const { links } = context.site;
  const sets = stringsOf(part.valueSet).map((url) => link(links.canonical(url), links.title(url)));
  const system = textOf(part.system);
  return [...(system === undefined ? [] : [systemHtml(system, context)]), ...sets].join(', ');
}

function selectionHtml(part: Json, { site: { links } }: PageContext): Html {
  const concepts = objectsOf(part.concept);
  const filters = objectsOf(part.filter).map(
    ({ property, op, value }) => `<code>${escapeHtml(`${property} ${op} ${value}`)}</code>`,
  );
  if (filters.length > 0) return filters.join(', ');
  if (concepts.length === 0) return 'all';
  return concepts.map(({ code }) => link(codeHref(textOf(part.system), `${code}`, links), `${code}`)).join(', ');
}

/** Where a code is explained: its row on its code system's page, if that is on the site. */
export function codeHref(
  system: string | undefined,
  code: string,
  links: { canonical(url: string): string | undefined },
): string | undefined {
  const page = system === undefined ? undefined : links.canonical(system);
  return page && !page.includes(':') ? `${page}#${page.replace(/^CodeSystem-|\.html$/g, '')}-${idOf(code)}` : undefined;
}

function expansion({ resource }: Artifact, context: PageContext): Section[] {
  const { guide } = context.site;
  const concepts = guide.definitions.expand(`${resource.url}`);
  if (!concepts) return [{ id: 'expansion', title: 'Expansion', html: notExpanded(resource, context) }];
  const systems = [...new Set(concepts.map(({ system }) => system))];
  const tables = systems.map((system) =>
    expandedOf(
      system,
      concepts.filter((each) => each.system === system),
      context,
    ),
  );
  const title = `Expansion: ${concepts.length} ${concepts.length === 1 ? 'code' : 'codes'}`;
  return concepts.length === 0
    ? []
    : [{ id: 'expansion', title, html: `${tables.join('')}${asWritten(resource, context)}` }];
}

/** The codes of one system in an expansion, with what the system says that they mean, where it is at hand. */
function expandedOf(
  system: string,
  concepts: readonly { code: string; display?: string }[],
  context: PageContext,
): Html {
  const { guide, links } = context.site;
  const meanings = new Map(
    flat(objectsOf(guide.definitions.codeSystem(system)?.concept), 0).map(({ concept }) => [
      `${concept.code}`,
      textOf(concept.definition) ?? '',
    ]),
  );
  const rows = concepts.map(({ code, display }) => ({
    id: idOf('expansion', code),
    cells: [
      `<a class="row" href="#${idOf('expansion', code)}" data-copy><code>${escapeHtml(code)}</code></a>`,
      link(codeHref(system, code, links), display ?? ''),
      renderInline(meanings.get(code) ?? ''),
    ],
  }));
  const table = tableHtml(context, { label: links.title(system), columns: ['code', 'display', 'definition'], rows });
  return `<p>From ${systemHtml(system, context)}:</p>${table}`;
}

function systemHtml(system: string, { site: { links } }: PageContext): Html {
  return `${link(links.canonical(system), links.title(system))} <code>${escapeHtml(system)}</code>`;
}

/** Codes that a value set lists of a system that is not at hand are shown as it writes them. */
function asWritten(resource: Json, context: PageContext): Html {
  const named = systemsNotAtHand(resource, context);
  return named.length === 0
    ? ''
    : `<p class="soft" id="as-written">Codes of ${named.join(', ')} are shown as the value set writes them: pages are made without a terminology server.</p>`;
}

/** Says which code systems a terminology server must be asked for: none is asked while pages are made. */
function notExpanded(resource: Json, context: PageContext): Html {
  const named = systemsNotAtHand(resource, context);
  const which = named.length === 0 ? 'the code systems that they come from' : named.join(', ');
  return `<p id="not-expanded">The codes cannot be listed here: pages are made without a terminology server, and not all is at hand of ${which}. A terminology server answers <code>$expand</code> for <code>${escapeHtml(`${resource.url}`)}</code>.</p>`;
}

/** Links to the code systems of a value set of which not every code is known here. */
function systemsNotAtHand(resource: Json, { site: { guide, links } }: PageContext): Html[] {
  const { include, exclude } = objectOf(resource.compose);
  const systems = [...objectsOf(include), ...objectsOf(exclude)].flatMap(({ system }) => textOf(system) ?? []);
  return [...new Set(systems)]
    .filter((system) => guide.definitions.codeSystem(system)?.content !== 'complete')
    .map(
      (system) =>
        `${link(links.canonical(system), codeOwner(system)?.name ?? links.title(system))} <code>${escapeHtml(system)}</code>`,
    );
}

function boundBy({ resource }: Artifact, context: PageContext): Section[] {
  const rows = context.site.artifacts
    .filter(({ kind }) => kind === 'profile' || kind === 'extension')
    .flatMap((profile) =>
      objectsOf(objectOf(profile.resource.differential).element)
        .filter((element) => `${objectOf(element.binding).valueSet}`.replace(/\|.*/, '') === resource.url)
        .map((element) => ({
          cells: [
            link(profile.href, profile.title),
            `<code>${escapeHtml(`${element.id}`)}</code>`,
            escapeHtml(`${objectOf(element.binding).strength}`),
          ],
        })),
    );
  return tableSection(context, 'bound-by', 'Where it is bound', { columns: ['profile', 'element', 'strength'], rows });
}

/** A code system's page: how it is to be read, its codes, each with an address, and the value sets that take from it. */
export function codeSystemSections(artifact: Artifact, context: PageContext): Section[] {
  const { resource } = artifact;
  const properties = objectsOf(resource.property).map(({ code }) => `${code}`);
  const rows = flat(objectsOf(resource.concept), 0).map(({ concept, depth }) => ({
    id: idOf(`${resource.id}-${concept.code}`),
    cells: [
      `${'<span class="step"></span>'.repeat(depth)}<a class="row" href="#${idOf(`${resource.id}-${concept.code}`)}" data-copy><code>${escapeHtml(`${concept.code}`)}</code></a>`,
      escapeHtml(textOf(concept.display) ?? ''),
      renderInline(textOf(concept.definition) ?? ''),
      ...properties.map((property) => propertyHtml(concept, property)),
    ],
  }));
  const columns = ['code', 'display', 'definition', ...properties];
  return [
    ...reading(resource, context),
    ...tableSection(context, 'concepts', `Codes: ${rows.length}`, { columns, rows }),
    ...takenBy(artifact, context),
  ];
}

/** What R4 lets a code system say of all its codes: the element, and its name for readers. */
const READING = [
  ['content', 'Content'],
  ['caseSensitive', 'Case sensitive'],
  ['hierarchyMeaning', 'Codes below others mean'],
  ['compositional', 'Codes can be combined'],
  ['versionNeeded', 'Version needed'],
  ['supplements', 'Supplements'],
] as const;

/** What holds for all codes of a code system, and the properties that they have. */
function reading(resource: Json, context: PageContext): Section[] {
  const facts = READING.flatMap(([name, title]) => {
    const text = textOf(resource[name]);
    return text === undefined ? [] : [`<dt>${title}</dt><dd>${escapeHtml(text)}</dd>`];
  });
  const html = `<dl class="summary">${facts.join('')}</dl>`;
  const rows = objectsOf(resource.property).map(({ code, type, description }) => ({
    cells: [`<code>${escapeHtml(`${code}`)}</code>`, escapeHtml(`${type}`), renderInline(textOf(description) ?? '')],
  }));
  return [
    ...(facts.length === 0 ? [] : [{ id: 'reading', title: 'How it is to be read', html }]),
    ...tableSection(context, 'properties', 'Properties of its codes', {
      columns: ['code', 'type', 'description'],
      rows,
    }),
  ];
}

function flat(concepts: Json[], depth: number): { concept: Json; depth: number }[] {
  return concepts.flatMap((concept) => [{ concept, depth }, ...flat(objectsOf(concept.concept), depth + 1)]);
}

function propertyHtml(concept: Json, property: string): Html {
  return objectsOf(concept.property)
    .filter(({ code }) => code === property)
    .map((each) => escapeHtml(propertyText(valueOf(each)?.value)))
    .join(', ');
}

/** R4 CodeSystem.concept.property.value[x]: a Coding by its code, as it stands in a column of codes; anything else as it is. */
function propertyText(value: unknown): string {
  return textOf(value) ?? textOf(objectOf(value).code) ?? '';
}

function takenBy({ resource }: Artifact, context: PageContext): Section[] {
  const rows = context.site.artifacts
    .filter((each) => each.kind === 'valueset' && each.json.includes(`"${resource.url}"`))
    .map((each) => ({ cells: [link(each.href, each.title), renderInline(each.description)] }));
  return tableSection(context, 'value-sets', 'Value sets that take from it', {
    columns: ['value set', 'what it is for'],
    rows,
  });
}
