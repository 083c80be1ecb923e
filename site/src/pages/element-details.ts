import { objectOf, objectsOf, textOf, type Json } from '../model/json.js';
import { R4, type Links } from '../model/links.js';
import { escapeHtml, link, type Html } from '../text/html.js';
import { renderText } from '../text/markdown.js';
import { constraintId } from './constraints.js';

/**
 * What is folded below an element: its texts, the profile's own before those of FHIR itself (whose links lead to FHIR's own pages), its binding
 * and its constraints, each with its name.
 */
export function elementDetails(element: Json, own: Json, links: Links): Html {
  const texts = textsInOrder(own).flatMap(([name, title]) => {
    const text = textOf(element[name]);
    return text === undefined ? [] : [entryHtml(title, renderText(text, own[name] === undefined ? R4 : ''))];
  });
  const must = element.mustSupport === true ? [entryHtml('Must support', 'yes')] : [];
  return [...texts, ...bindingEntry(element, links), ...constraintsEntry(element), ...must].join('');
}

type Text = readonly [name: string, title: string];
const DEFINITION: Text = ['definition', 'Definition'];
const COMMENT: Text = ['comment', 'Comment'];
const REQUIREMENTS: Text = ['requirements', 'Requirements'];

/** Texts of an element, a comment of the profile's own first. */
function textsInOrder({ comment }: Json): Text[] {
  return comment === undefined ? [DEFINITION, COMMENT, REQUIREMENTS] : [COMMENT, DEFINITION, REQUIREMENTS];
}

function entryHtml(title: string, html: Html): Html {
  return `<div class="detail"><b>${title}</b> ${html}</div>`;
}

function bindingEntry(element: Json, links: Links): Html[] {
  const { strength, valueSet, description } = objectOf(element.binding);
  if (typeof valueSet !== 'string') return [];
  const about = textOf(description);
  const set = `${link(links.canonical(valueSet), links.title(valueSet))} (${escapeHtml(`${strength}`)})`;
  return [entryHtml('Binding', `${set}${about === undefined ? '' : renderText(about, R4)}`)];
}

/** Constraints by key: what each says, and where it comes from, stands in a table of its own. */
function constraintsEntry(element: Json): Html[] {
  const keys = objectsOf(element.constraint).map((each) => link(`#${constraintId(element, each)}`, `${each.key}`));
  return keys.length === 0 ? [] : [entryHtml('Constraints', keys.join(', '))];
}
