import type { Artifact } from '../model/artifacts.js';
import { codeOwner } from '../model/code-owners.js';
import { objectOf, objectsOf, stringsOf, textOf, valueOf, type Json } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { tableSection, type PageContext, type Section } from './page.js';

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

function sourceHtml(part: Json, { site: { links } }: PageContext): Html {
  const sets = stringsOf(part.valueSet).map((url) => link(links.canonical(url), links.title(url)));
  const system = textOf(part.system);
  return [
    ...(system === undefined
      ? []
      : [`${link(links.canonical(system), links.title(system))} <code>${escapeHtml(system)}</code>`]),
    ...sets,
  ].join(', ');
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
  const { guide, links } = context.site;
  const concepts = guide.definitions.expand(`${resource.url}`);
  if (!concepts) return [{ id: 'expansion', title: 'Expansion', html: notExpanded(resource, context) }];
  const rows = concepts.map(({ system, code, display }) => ({
    id: idOf('expansion', code),
    cells: [
      `<a class="row" href="#${idOf('expansion', code)}" data-copy><code>${escapeHtml(code)}</code></a>`,
      escapeHtml(display ?? ''),
      link(codeHref(system, code, links) ?? links.canonical(system), links.title(system)),
    ],
  }));
  const title = `Expansion: ${concepts.length} ${concepts.length === 1 ? 'code' : 'codes'}`;
  const [section] = tableSection(context, 'expansion', title, { columns: ['code', 'display', 'system'], rows });
  return section ? [{ ...section, html: `${section.html}${asWritten(resource, context)}` }] : [];
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

/** A code system's page: its codes, each with an address, and the value sets that take from it. */
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
    ...tableSection(context, 'concepts', `Codes: ${rows.length}`, { columns, rows }),
    ...takenBy(artifact, context),
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
