import type { Links } from '../model/links.js';
import { escapeHtml, link, type Html } from './html.js';

/** How JSON is shown. */
export interface JsonOptions {
  links: Links;
}

/**
 * JSON as HTML: names in `b`, strings in `i`, numbers and the like plain; each reference within the guide, profile, canonical and url of
 * an extension that has a page is a link. Two spaces a level, one line an element, as the file has it.
 */
export function jsonHtml(resource: object, options: JsonOptions): Html {
  const entries = Object.entries(resource);
  const lines = entries.map(([name, value], index) => {
    const comma = index < entries.length - 1 ? ',' : '';
    return `  ${nameHtml(name)}: ${valueHtml(value, '  ', name, options.links)}${comma}`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

/**
 * What an update changes, as JSON: for each of the elements what was before and what is now, as deletion and insertion; the rest of the
 * resource is left out.
 */
export function changeHtml(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  elements: readonly string[],
  links: Links,
): Html {
  const line = (tag: string, name: string, value: unknown): string =>
    value === undefined ? '' : `<${tag}>  ${nameHtml(name)}: ${valueHtml(value, '  ', name, links)}</${tag}>\n`;
  const lines = elements.map((name) => line('del', name, before[name]) + line('ins', name, after[name]));
  return `{\n  ${nameHtml('resourceType')}: <i>${escapeHtml(JSON.stringify(after.resourceType))}</i>,\n  …\n${lines.join('')}}`;
}

function valueHtml(value: unknown, indent: string, name: string, links: Links): Html {
  if (Array.isArray(value))
    return blockHtml(
      value.map((each) => valueHtml(each, `${indent}  `, name, links)),
      '[]',
      indent,
    );
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(
      ([key, each]) => `${nameHtml(key)}: ${valueHtml(each, `${indent}  `, key, links)}`,
    );
    return blockHtml(parts, '{}', indent);
  }
  if (typeof value !== 'string') return escapeHtml(JSON.stringify(value));
  const text = JSON.stringify(value);
  const href = hrefOf(value, name, links);
  return `<i>${href ? `"${link(href, text.slice(1, -1))}"` : escapeHtml(text)}</i>`;
}

function nameHtml(name: string): Html {
  return `<b>${escapeHtml(JSON.stringify(name))}</b>`;
}

function blockHtml(parts: Html[], brackets: '[]' | '{}', indent: string): Html {
  if (parts.length === 0) return brackets;
  return `${brackets[0]}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${brackets[1]}`;
}

function hrefOf(value: string, name: string, links: Links): string | undefined {
  if (name === 'reference') return links.reference(value);
  if (name === 'resourceType') return links.type(value);
  return /^https?:\/\//.test(value) && !value.includes('.example/') ? links.canonical(value) : undefined;
}
