import { extensionsOf, objectOf, objectsOf, textOf, valueOf, type Json } from '../model/json.js';
import { codeOwner } from '../model/code-owners.js';
import type { Links } from '../model/links.js';
import { escapeHtml, link, type Html } from './html.js';

/** A FHIR value in one line, for readers: codes with their displays, references and canonicals as links. */
export function valueHtml(value: unknown, links: Links): Html {
  const plain = textOf(value);
  if (plain !== undefined) return plainHtml(plain, links);
  if (Array.isArray(value)) return value.map((each) => valueHtml(each, links)).join(', ');
  const object = objectOf(value);
  return (
    conceptHtml(object, links) ??
    referenceHtml(object, links) ??
    identifierHtml(object, links) ??
    quantityHtml(object) ??
    periodHtml(object) ??
    Object.entries(object)
      .map(([name, each]) => `${escapeHtml(name)}: ${valueHtml(each, links)}`)
      .join('; ')
  );
}

function plainHtml(text: string, links: Links): Html {
  const href = /^https?:\/\//.test(text) ? links.canonical(text) : undefined;
  return href ? link(href, links.title(text)) : escapeHtml(text);
}

function conceptHtml(object: Json, links: Links): Html | undefined {
  if (Array.isArray(object.coding)) {
    const codings = objectsOf(object.coding)
      .map((each) => codingHtml(each, links))
      .join(', ');
    const text = textOf(object.text);
    return text === undefined ? codings : `${escapeHtml(text)} ${codings}`;
  }
  const keys = Object.keys(object);
  if (keys.length === 1 && keys[0] === 'text') return escapeHtml(`${object.text}`);
  return textOf(object.code) !== undefined && object.value === undefined ? codingHtml(object, links) : undefined;
}

function codingHtml({ code, system, display }: Json, links: Links): Html {
  const name = textOf(display) === undefined ? '' : `${escapeHtml(`${display}`)} `;
  return `${name}<code>${escapeHtml(textOf(code) ?? '')}</code>${systemHtml(textOf(system), links)}`;
}

/** A code system by its short name, with its address to be pointed at. */
function systemHtml(system: string | undefined, links: Links): Html {
  if (system === undefined) return '';
  const name = codeOwner(system)?.system === system ? `${codeOwner(system)?.name}` : links.title(system);
  return ` <span class="soft" title="${escapeHtml(system)}">(${link(links.canonical(system), name)})</span>`;
}

function referenceHtml(object: Json, links: Links): Html | undefined {
  const reference = textOf(object.reference);
  if (reference === undefined) return undefined;
  return link(links.reference(reference), textOf(object.display) ?? reference);
}

/** An Identifier with its kind and system; the system of a ContactPoint says whether it is a phone or the like. */
function identifierHtml(object: Json, links: Links): Html | undefined {
  const { system, value, type } = object;
  if (typeof system !== 'string' || typeof value !== 'string') return undefined;
  const kind = type === undefined ? '' : `${conceptHtml(objectOf(type), links) ?? ''} `;
  return `${kind}<code>${escapeHtml(value)}</code> <span class="soft">(${escapeHtml(system)})</span>`;
}

function quantityHtml(object: Json): Html | undefined {
  if (typeof object.value !== 'number') return undefined;
  return escapeHtml(
    `${textOf(object.comparator) ?? ''}${object.value} ${textOf(object.unit) ?? textOf(object.code) ?? ''}`.trim(),
  );
}

function periodHtml(object: Json): Html | undefined {
  const { start, end } = object;
  if (Object.keys(object).some((name) => name !== 'start' && name !== 'end')) return undefined;
  return [start && `from ${start}`, end && `until ${end}`]
    .filter(Boolean)
    .map((part) => escapeHtml(`${part}`))
    .join(' ');
}

/** The strength that an extension `capabilitystatement-expectation` of an element gives, or none. */
export function expectationOf(element: unknown): string | undefined {
  const [extension] = extensionsOf(objectOf(element), 'capabilitystatement-expectation');
  return textOf(extension?.valueCode);
}

/** A resource's elements as nested lists, for readers; metadata, narrative and contained HTML are left out. */
export function summaryHtml(resource: Json, links: Links): Html {
  const rows = Object.entries(resource).filter(([name]) => !['resourceType', 'id', 'meta', 'text'].includes(name));
  return `<dl class="summary">${rows.map(([name, value]) => rowHtml(name, value, links)).join('')}</dl>`;
}

function rowHtml(name: string, value: unknown, links: Links): Html {
  const items = Array.isArray(value) ? value : [value];
  const shown = items.map((item) => `<dd>${itemHtml(item, links)}</dd>`).join('');
  return `<dt>${escapeHtml(name)}</dt>${shown}`;
}

function itemHtml(item: unknown, links: Links): Html {
  const object = objectOf(item);
  if (typeof object.url === 'string' && (valueOf(object) || object.extension)) return extensionHtml(object, links);
  if (object.resourceType === 'Parameters') return `Parameters${parametersHtml(object.parameter, links)}`;
  if (object.resourceType !== undefined) return `${escapeHtml(`${object.resourceType}`)}${summaryHtml(object, links)}`;
  const nested = Object.values(object).some((each) => typeof each === 'object');
  const known = conceptHtml(object, links) ?? referenceHtml(object, links) ?? identifierHtml(object, links);
  return nested && !known ? summaryHtml(object, links) : valueHtml(item, links);
}

/** Parameters by their names: each with its value, or its parts within it. */
function parametersHtml(parameters: unknown, links: Links): Html {
  const rows = objectsOf(parameters).map((each) => {
    const value = valueOf(each)?.value ?? each.resource;
    const shown = value === undefined ? parametersHtml(each.part, links) : itemHtml(value, links);
    return `<dt>${escapeHtml(`${each.name}`)}</dt><dd>${shown}</dd>`;
  });
  return `<dl class="summary">${rows.join('')}</dl>`;
}

/** An extension: its definition and value, or its parts below. */
function extensionHtml(extension: Json, links: Links): Html {
  const url = `${extension.url}`;
  const name = link(links.canonical(url), links.title(url));
  const value = valueOf(extension);
  if (value) return `${name}: ${itemHtml(value.value, links)}`;
  return `${name}<ul class="plain inner">${objectsOf(extension.extension)
    .map((part) => `<li>${extensionHtml(part, links)}</li>`)
    .join('')}</ul>`;
}
