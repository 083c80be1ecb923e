import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { valueHtml } from '../text/values.js';
import { constraintId, ownConstraints } from './constraints.js';
import { elementDetails } from './element-details.js';
import { extensionsOf, objectOf, objectsOf, stringsOf, tailOf, textOf, valueOf, type Json } from '../model/json.js';
import type { Links } from '../model/links.js';

/** One element of a structure as a row of a tree table. */
export interface TreeRow {
  id: string;
  /** 0 for the resource itself. */
  depth: number;
  /** Path with slices, e.g. `Task.extension:focus.value[x]`. */
  path: string;
  /** With a place to break the line before a slice's name. */
  name: Html;
  slice: boolean;
  children: boolean;
  prohibited: boolean;
  /** Comes unchanged from the base: in a differential, a parent that is only there to hold others. */
  inherited: boolean;
  flags: { sign: string; title: string }[];
  card: string;
  type: Html;
  short: string;
  lines: Html[];
  more: Html;
}

/** What rows are made with. */
export interface TreeOptions {
  links: Links;
  /** Put before ids, as the same element stands in several tables of a page. */
  view: string;
  /** Elements of the snapshot by id: what a differential leaves unsaid. */
  snapshot: ReadonlyMap<string, Json>;
  /** Ids of the elements that the profile itself constrains. */
  own: ReadonlySet<string>;
  /** What an extension is, in a few words, by its url; undefined for one that is not known. */
  extension(url: string): string | undefined;
  /** What the profile itself says of an element, by the element's id. */
  ownText(id: string): Json;
}

/** Elements of a StructureDefinition as rows, in their order. */
export function treeRows(elements: readonly Json[], options: TreeOptions): TreeRow[] {
  const ids = elements.map((element) => `${element.id}`);
  return elements.map((element, index) => {
    const id = `${element.id}`;
    const next = ids[index + 1] ?? '';
    return rowOf(element, options, next.startsWith(`${id}.`) || next.startsWith(`${id}:`));
  });
}

function rowOf(element: Json, options: TreeOptions, children: boolean): TreeRow {
  const id = `${element.id}`;
  const full = { ...options.snapshot.get(id), ...element };
  const last = id.split('.').at(-1) ?? id;
  const [name = '', slice] = last.split(':');
  return {
    id: idOf(options.view, id.replace(/\[x\]/g, '')),
    depth: depthOf(id),
    path: id,
    name: slice === undefined ? escapeHtml(name) : `${escapeHtml(name)}:<wbr>${escapeHtml(slice)}`,
    slice: slice !== undefined,
    children,
    prohibited: full.max === '0',
    inherited: !options.own.has(id),
    flags: flagsOf(full),
    card: full.max === undefined ? '' : `${textOf(full.min) ?? 0}..${textOf(full.max)}`,
    type: full.max === '0' ? '' : typesHtml(full, options.links),
    short: shortOf(full, slice, options),
    lines: linesOf(full, options.links),
    more: elementDetails(full, options.ownText(id), options.links),
  };
}

/** What an element is, in a few words; of an extension, what that extension is, as FHIR's own words fit all of them. */
function shortOf(element: Json, slice: string | undefined, { extension }: TreeOptions): string {
  const [url] = stringsOf(objectOf(objectsOf(element.type)[0]).profile);
  const own = slice === undefined || url === undefined ? undefined : extension(url);
  return own ?? textOf(element.short) ?? '';
}

function depthOf(id: string): number {
  const parts = id.split('.');
  return parts.length - 1 + parts.filter((part) => part.includes(':')).length;
}

function flagsOf(element: Json): TreeRow['flags'] {
  const flags: TreeRow['flags'] = [];
  if (element.isModifier === true) flags.push({ sign: '?!', title: 'Changes the meaning of others' });
  if (element.mustSupport === true) flags.push({ sign: 'S', title: 'Must support' });
  if (element.isSummary === true) flags.push({ sign: 'Σ', title: 'Part of summaries' });
  if (obligationsOf(element).length > 0) flags.push({ sign: 'O', title: 'Has obligations' });
  if (ownConstraints(element).length > 0) flags.push({ sign: 'C', title: 'Has constraints' });
  return flags;
}

/** The types of an element, with what references may point to, and profiles. */
export function typesHtml(element: Json, links: Links): Html {
  if (textOf(element.contentReference)) return `see ${escapeHtml(`${element.contentReference}`.replace(/^.*#/, ''))}`;
  return objectsOf(element.type)
    .map((type) => {
      const code = codeOf(type);
      const profiles = stringsOf(type.profile).map((url) => link(links.canonical(url), links.title(url)));
      const targets = stringsOf(type.targetProfile).map((url) => link(links.canonical(url), links.title(url)));
      const head = profiles.length > 0 ? profiles.join(' | ') : link(links.type(code), code);
      return targets.length > 0 ? `${head} (${targets.join(' | ')})` : head;
    })
    .join(' | ');
}

function codeOf(type: Json): string {
  const [stated] = extensionsOf(type, 'structuredefinition-fhir-type');
  return (
    textOf(stated?.valueUrl) ??
    tailOf(`${type.code}`)
      .replace(/^System\./, '')
      .replace(/^.*\./, '')
  );
}

function linesOf(element: Json, links: Links): Html[] {
  return [
    ...fixedLine(element, links),
    ...bindingLine(element, links),
    ...slicingLine(element),
    ...obligationsOf(element).map(
      ({ code, actor }) => `${obligationHtml(code)} ${link(links.canonical(actor), links.title(actor))}`,
    ),
    ...constraintsLine(element),
  ];
}

/** Constraints by key: what each says stands in a table of its own. */
function constraintsLine(element: Json): Html[] {
  const own = ownConstraints(element);
  if (own.length === 0) return [];
  return [
    `<span class="tag">Constraints</span> ${own.map((each) => link(`#${constraintId(element, each)}`, `${each.key}`)).join(', ')}`,
  ];
}

function fixedLine(element: Json, links: Links): Html[] {
  for (const [prefix, word] of [
    ['fixed', 'Fixed value'],
    ['pattern', 'Required pattern'],
  ] as const) {
    const value = valueOf(element, prefix);
    if (value) return [`<span class="tag">${word}</span> ${givenHtml(value, links)}`];
  }
  return [];
}

/** An address is shown as it has to stand in data, not by the name of what is there. */
function givenHtml({ type, value }: { type: string; value: unknown }, links: Links): Html {
  const text = textOf(value);
  const address = text !== undefined && /^(Uri|Url|Canonical)$/.test(type);
  return address ? `<code>${link(links.canonical(text), text)}</code>` : valueHtml(value, links);
}

function bindingLine(element: Json, links: Links): Html[] {
  const { strength, valueSet } = objectOf(element.binding);
  if (typeof valueSet !== 'string') return [];
  return [
    `<span class="tag">Binding</span> ${link(links.canonical(valueSet), links.title(valueSet))} (${escapeHtml(`${strength}`)})`,
  ];
}

function slicingLine(element: Json): Html[] {
  const slicing = objectOf(element.slicing);
  if (slicing.rules === undefined) return [];
  const by = objectsOf(slicing.discriminator).map(({ type, path }) => `${type} of ${path}`);
  return [
    `<span class="tag">Slices</span> ${escapeHtml(`told apart by ${by.join(', ') || 'order'}; ${slicing.rules}`)}`,
  ];
}

/** Obligations of an element: what which actor has to do with it (FHIR extension `obligation`). */
export function obligationsOf(element: Json): { code: string; actor: string }[] {
  return extensionsOf(element, 'obligation').flatMap((extension) => {
    const codes = extensionsOf(extension, 'code').map((part) => textOf(part.valueCode) ?? '');
    const actors = extensionsOf(extension, 'actor').map((part) => textOf(part.valueCanonical) ?? '');
    return codes.flatMap((code) => (actors.length > 0 ? actors : ['']).map((actor) => ({ code, actor })));
  });
}

/** The code of an obligation, marked up. */
export function obligationHtml(code: string): Html {
  return `<span class="tag obligation">${escapeHtml(code)}</span>`;
}
