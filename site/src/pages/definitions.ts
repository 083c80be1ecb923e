import type { Artifact } from '../model/artifacts.js';
import { stringsOf, textOf } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { valueHtml } from '../text/values.js';
import { tableSection, type PageContext, type Section } from './page.js';

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
