import type { Artifact } from '../model/artifacts.js';
import { inElementOrder } from '../model/element-order.js';
import { objectOf, objectsOf, textOf } from '../model/json.js';
import { escapeHtml, link, type Html } from '../text/html.js';
import { jsonHtml } from '../text/json-view.js';
import { narrativeHtml } from '../text/narrative.js';
import { summaryHtml } from '../text/values.js';
import { tableSection, type PageContext, type Section } from './page.js';

/** An example's page: narrative, its elements for readers, the JSON with its references as links, and where it takes part. */
export function exampleSections(artifact: Artifact, context: PageContext): Section[] {
  const { resource } = artifact;
  const { links } = context.site;
  const ordered = inElementOrder(resource, (type) => context.site.guide.definitions.structure(type));
  const narrative = textOf(objectOf(resource.text).div);
  return [
    ...conformsTo(artifact, context),
    ...(narrative === undefined
      ? []
      : [{ id: 'narrative', title: 'Narrative', html: `<div class="narrative">${narrativeHtml(narrative)}</div>` }]),
    { id: 'summary', title: 'What it says', html: summaryHtml(ordered, links) },
    jsonSection(artifact, context),
    ...parts(artifact),
    ...takesPart(artifact, context),
    ...referredBy(artifact, context),
  ];
}

/** JSON of more characters than this is offered as a download only. */
const LONG_JSON = 60_000;

/** The resource as linked JSON, with a download. */
export function jsonSection({ resource, json: text, type, id }: Artifact, { site: { links } }: PageContext): Section {
  if (text.length > LONG_JSON) {
    const size = `${Math.round(text.length / 1000)} kB`;
    const html = `<p><a href="${escapeHtml(`${type}-${id}.json`)}" download>Download ${escapeHtml(`${type}-${id}.json`)}</a>, ${size}: too long to be read here.</p>`;
    return { id: 'json', title: 'JSON', html };
  }
  const json = jsonHtml(resource, { links });
  const html = `<p><a href="${escapeHtml(`${type}-${id}.json`)}" download>Download ${escapeHtml(`${type}-${id}.json`)}</a></p><pre class="json" role="region" tabindex="0" aria-label="JSON">${json}</pre>`;
  return { id: 'json', title: 'JSON', html };
}

function conformsTo({ resource }: Artifact, { site: { links } }: PageContext): Section[] {
  const profiles = (resource.meta?.profile ?? []).map(
    (url) => `<li>${link(links.canonical(url), links.title(url))}</li>`,
  );
  if (profiles.length === 0) return [];
  return [{ id: 'profiles', title: 'Profiles', html: `<p>It claims to conform to:</p><ul>${profiles.join('')}</ul>` }];
}

function parts({ resource }: Artifact): Section[] {
  const entries = objectsOf(resource.entry).map((entry) => objectOf(entry.resource));
  if (entries.length === 0) return [];
  const items = entries
    .map((each) => `<li><code>${escapeHtml(`${each.resourceType}/${each.id}`)}</code></li>`)
    .join('');
  return [{ id: 'entries', title: `Entries: ${entries.length}`, html: `<ul>${items}</ul>` }];
}

function takesPart({ key }: Artifact, context: PageContext): Section[] {
  const rows = context.site.flows
    .filter(({ touches }) => touches.has(key))
    .map(({ href, scenario, acts }) => ({ cells: [link(href, scenario.title), actsHtml(href, key, acts)] }));
  return tableSection(context, 'flows', 'Flows in which it takes part', { columns: ['flow', 'in'], rows });
}

function actsHtml(href: string, key: string, acts: PageContext['site']['flows'][number]['acts']): Html {
  return acts
    .filter((act) => namesIt(act, key))
    .map((act) => link(`${href}#act-${act.id}`, act.title))
    .join(', ');
}

function namesIt(act: object, key: string): boolean {
  const { key: one, keys, becomes } = act as { key?: string; keys?: string[]; becomes?: string };
  return one === key || becomes === key || (keys ?? []).includes(key);
}

function referredBy({ key }: Artifact, context: PageContext): Section[] {
  const rows = (context.site.referrers.get(key) ?? []).map((each) => ({
    cells: [link(each.href, each.title), `<code>${escapeHtml(each.type)}</code>`],
  }));
  return tableSection(context, 'referred-by', 'Referred to by', { columns: ['example', 'type'], rows });
}
