import type { Artifact } from '../model/artifacts.js';
import { extensionsOf, objectOf, objectsOf, textOf, type Json } from '../model/json.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { anchor, renderText } from '../text/markdown.js';
import { expectationOf, valueHtml } from '../text/values.js';
import { tableSection, type PageContext, type Section } from './page.js';

/** What a statement can ask for, with the strength in which it asks, where it gives one. */
interface Ability {
  html: Html;
  strength: string | undefined;
}

/** A term of a list, and what stands beside it, a line each. */
type Entry = [term: string, lines: Html[]];

/** What a capability statement says of itself besides what every definition says: R4's element, and its name for readers. */
const ABOUT = [
  ['kind', 'Kind'],
  ['fhirVersion', 'FHIR version'],
  ['format', 'Formats'],
  ['patchFormat', 'Formats of a patch'],
  ['instantiates', 'Instantiates'],
  ['imports', 'Imports'],
  ['implementationGuide', 'Implementation guides'],
  ['software', 'Software'],
  ['implementation', 'Implementation'],
] as const;

/** How a resource behaves besides its interactions. */
const BEHAVIOUR = [
  ['versioning', 'Versioning'],
  ['readHistory', 'Past versions can be read'],
  ['updateCreate', 'An update may create'],
  ['conditionalCreate', 'Conditional create'],
  ['conditionalRead', 'Conditional read'],
  ['conditionalUpdate', 'Conditional update'],
  ['conditionalDelete', 'Conditional delete'],
  ['referencePolicy', 'References'],
] as const;

/** A capability statement: what it is, then per mode its resources with all that they can do, operations, messages. */
export function capabilitySections({ resource }: Artifact, context: PageContext): Section[] {
  return [
    ...aboutSection(resource, context),
    ...objectsOf(resource.rest).flatMap((rest) => restSections(rest, context)),
    ...objectsOf(resource.messaging).flatMap((messaging) => messagingSections(messaging, context)),
  ];
}

function aboutSection(resource: Json, { site: { links } }: PageContext): Section[] {
  const html = listHtml(ABOUT.map(([name, title]) => [title, byStrength(valuesOf(resource, name, links))]));
  return html === '' ? [] : [{ id: 'about', title: 'What it is', html }];
}

/** The values of an element, one or several, each with the strength that stands beside it (`_element` in JSON). */
function valuesOf(object: Json, name: string, links: PageContext['site']['links']): Ability[] {
  const beside = [object[`_${name}`]].flat();
  return [object[name]]
    .flat()
    .filter((value) => value !== undefined)
    .map((value, index) => ({ html: valueHtml(value, links), strength: expectationOf(beside[index]) }));
}

/** Abilities of one strength on one line, the strengths in the order in which they first come. */
function byStrength(abilities: readonly Ability[]): Html[] {
  const strengths = [...new Set(abilities.map(({ strength }) => strength))];
  return strengths.map((strength) => {
    const those = abilities.filter((each) => each.strength === strength).map(({ html }) => html);
    return `${strength === undefined ? '' : `${strengthHtml(strength)} `}${those.join(', ')}`;
  });
}

/** Terms with what is said of each; those of which nothing is said are left out. */
function listHtml(entries: readonly Entry[]): Html {
  const said = entries.filter(([, lines]) => lines.length > 0);
  if (said.length === 0) return '';
  const parts = said.map(([term, lines]) => `<dt>${term}</dt>${lines.map((line) => `<dd>${line}</dd>`).join('')}`);
  return `<dl class="summary">${parts.join('')}</dl>`;
}

function restSections(rest: Json, context: PageContext): Section[] {
  const mode = `${rest.mode}`;
  const title = mode === 'server' ? 'As a server' : 'As a client';
  const { links } = context.site;
  const resources = objectsOf(rest.resource).map((each) => resourceHtml(each, mode, context));
  const all = listHtml([
    ['Security', securityLines(objectOf(rest.security), context)],
    ['Interactions', byStrength(objectsOf(rest.interaction).map(interactionOf))],
    ['Searches of any type', byStrength(objectsOf(rest.searchParam).map((one) => searchOf(one, context)))],
    ['Compartments', byStrength(valuesOf(rest, 'compartment', links))],
  ]);
  const html = `${renderText(textOf(rest.documentation) ?? '')}${all}${resources.join('')}`;
  return [{ id: mode, title, html }, ...operationSection(rest, mode, title, context)];
}

function securityLines(security: Json, { site: { links } }: PageContext): Html[] {
  const services = objectsOf(security.service).map((each) => valueHtml(each, links));
  const text = textOf(security.description);
  return [
    ...(text === undefined ? [] : [renderText(text)]),
    ...(services.length === 0 ? [] : [services.join(', ')]),
    ...(security.cors === undefined ? [] : [`CORS: ${escapeHtml(`${security.cors}`)}`]),
  ];
}

/** One resource type: its address, what the statement says of it, and all that it asks for. */
function resourceHtml(each: Json, mode: string, context: PageContext): Html {
  const { links } = context.site;
  const id = idOf(mode, `${each.type}`);
  const list = listHtml([
    ['Profile', valuesOf(each, 'profile', links).map(({ html }) => html)],
    ['Profiles', byStrength(valuesOf(each, 'supportedProfile', links))],
    ['Interactions', byStrength(objectsOf(each.interaction).map(interactionOf))],
    ['Searches by', byStrength(objectsOf(each.searchParam).map((one) => searchOf(one, context)))],
    ['Searches by several at once', combinationLines(each)],
    ['<code>_include</code>', byStrength(codesOf(each, 'searchInclude'))],
    ['<code>_revinclude</code>', byStrength(codesOf(each, 'searchRevInclude'))],
    ...BEHAVIOUR.map(([name, title]): Entry => [title, byStrength(codesOf(each, name))]),
    ['Operations', byStrength(objectsOf(each.operation).map((one) => operationOf(one, context)))],
  ]);
  const type = link(links.type(`${each.type}`), `${each.type}`);
  return `<article class="resource" id="${id}" aria-labelledby="${id}.heading"><h3 id="${id}.heading"><code>${type}</code> ${expectation(each)}${anchor(id)}</h3>${renderText(textOf(each.documentation) ?? '')}${list}</article>`;
}

function codesOf(object: Json, name: string): Ability[] {
  const beside = [object[`_${name}`]].flat();
  return [object[name]]
    .flat()
    .filter((value) => value !== undefined)
    .map((value, index) => ({
      html: `<code>${escapeHtml(`${value}`)}</code>`,
      strength: expectationOf(beside[index]),
    }));
}

function interactionOf(each: Json): Ability {
  const about = textOf(each.documentation);
  return {
    html: `<code>${escapeHtml(`${each.code}`)}</code>${about === undefined ? '' : ` (${escapeHtml(about)})`}`,
    strength: expectationOf(each),
  };
}

function searchOf(each: Json, { site: { links } }: PageContext): Ability {
  const about = textOf(each.documentation);
  const name = link(links.canonical(`${each.definition}`), `${each.name}`);
  return {
    html: `<span class="nowrap">${name} <span class="soft">${escapeHtml(`${each.type}`)}</span></span>${about === undefined ? '' : ` (${escapeHtml(about)})`}`,
    strength: expectationOf(each),
  };
}

/** Search parameters that can be given together (FHIR extension `capabilitystatement-search-parameter-combination`). */
function combinationLines(resource: Json): Html[] {
  const combinations = extensionsOf(resource, 'capabilitystatement-search-parameter-combination').map((each) => {
    const names = (kind: string): Html[] =>
      extensionsOf(each, kind).map((part) => `<code>${escapeHtml(`${part.valueString}`)}</code>`);
    const optional = names('optional');
    return {
      html: `<span class="together">${names('required').join(' + ')}${optional.length === 0 ? '' : ` (with or without ${optional.join(', ')})`}</span>`,
      strength: expectationOf(each),
    };
  });
  return byStrength(combinations);
}

function operationOf(each: Json, { site: { links } }: PageContext): Ability {
  return {
    html: `<code>$${escapeHtml(`${each.name}`)}</code> ${link(links.canonical(`${each.definition}`), links.title(`${each.definition}`))}`,
    strength: expectationOf(each),
  };
}

function operationSection(rest: Json, mode: string, title: string, context: PageContext): Section[] {
  const { links } = context.site;
  const rows = objectsOf(rest.operation).map((each) => ({
    cells: [
      `<code>$${escapeHtml(`${each.name}`)}</code>`,
      expectation(each),
      link(links.canonical(`${each.definition}`), links.title(`${each.definition}`)),
      renderText(textOf(each.documentation) ?? ''),
    ],
  }));
  return tableSection(context, `${mode}-operations`, `${title}: operations`, {
    columns: ['operation', 'strength', 'definition', 'notes'],
    rows,
  });
}

function expectation(element: unknown): Html {
  const strength = expectationOf(element);
  return strength === undefined ? '' : strengthHtml(strength);
}

/** SHALL, SHOULD, MAY and their negations, marked up. */
function strengthHtml(strength: string): Html {
  return `<span class="strength ${escapeHtml(strength.toLowerCase())}">${escapeHtml(strength.replace('-', ' '))}</span>`;
}

function messagingSections(messaging: Json, context: PageContext): Section[] {
  const { links } = context.site;
  const rows = objectsOf(messaging.supportedMessage).map((each) => ({
    cells: [escapeHtml(`${each.mode}`), link(links.canonical(`${each.definition}`), links.title(`${each.definition}`))],
  }));
  const [table] = tableSection(context, 'messages', 'Messages', { columns: ['as', 'message'], rows });
  const more = listHtml([
    ['Endpoints', valuesOf(messaging, 'endpoint', links).map(({ html }) => html)],
    ['Answers are kept for', valuesOf(messaging, 'reliableCache', links).map(({ html }) => `${html} minutes`)],
  ]);
  return [
    {
      id: 'messages',
      title: 'Messages',
      html: `${renderText(textOf(messaging.documentation) ?? '')}${more}${table?.html ?? ''}`,
    },
  ];
}
