import type { PUBLISHER_INCLUDES } from '../../../scripts/guide/publisher-includes.js';
import { codesUsed, type CodesUsed } from '../model/code-owners.js';
import { objectOf, objectsOf, type Json } from '../model/json.js';
import type { SiteModel } from '../model/site.js';
import { escapeHtml, link, type Html } from '../text/html.js';

type Name = (typeof PUBLISHER_INCLUDES)[number];

/**
 * What the IG Publisher makes of a guide for its pages to include, by file name, in our words. A page that includes one shows the
 * Publisher's when the Publisher builds it.
 */
export function publisherIncludes(site: Pick<SiteModel, 'guide' | 'artifacts' | 'links'>): Map<Name, Html> {
  const { guide } = site;
  const ig = objectOf(guide.instance(guide.keys().find((key) => key.startsWith('ImplementationGuide/')) ?? ''));
  return new Map([
    ['dependency-table.xhtml', dependencyTable(ig)],
    ['globals-table.xhtml', globalsTable(ig, site)],
    ['ip-statements.xhtml', ipStatements(site)],
  ]);
}

function dependencyTable(ig: Json): Html {
  const fhir = [ig.fhirVersion]
    .flat()
    .map((version) => ['FHIR', 'hl7.fhir.r4.core', `${version}`, 'http://hl7.org/fhir']);
  const others = objectsOf(ig.dependsOn).map(({ packageId, version, uri }) => [
    `${uri}`.replace(/^.*\//, ''),
    `${packageId}`,
    `${version}`,
    `${uri}`,
  ]);
  const rows = [...fhir, ...others].map(([name = '', id = '', version = '', uri = '']) => [
    escapeHtml(name),
    `<code>${escapeHtml(id)}</code>`,
    escapeHtml(version),
    `<code class="long">${escapeHtml(uri)}</code>`,
  ]);
  return table('Packages that the guide depends on', ['what', 'package', 'version', 'canonical'], rows);
}

function globalsTable(ig: Json, { links }: Pick<SiteModel, 'links'>): Html {
  const rows = objectsOf(ig.global).map(({ type, profile }) => [
    link(links.type(`${type}`), `${type}`),
    link(links.canonical(`${profile}`), links.title(`${profile}`)),
  ]);
  if (rows.length > 0) return table('Profiles that hold for all resources of a type', ['type', 'profile'], rows);
  return '<p>There is none: a resource conforms to a profile of this guide only where it, or who sends it, says so.</p>';
}

function ipStatements({ artifacts, guide }: Pick<SiteModel, 'artifacts' | 'guide'>): Html {
  const rows = codesUsed(artifacts, guide.canonical).map((used) => [
    escapeHtml(used.owner?.name ?? used.systems.join(', ')),
    used.owner ? escapeHtml(used.owner.owner) : 'not known here',
    used.owner?.terms === undefined ? '' : link(used.owner.terms, 'terms'),
    usedBy(used),
  ]);
  return table('Codes of others', ['codes', 'of', 'to be used under', 'where'], rows);
}

/** The definitions that use them by name, the examples as a number: there are many. */
function usedBy({ by }: CodesUsed): Html {
  const examples = by.filter(({ kind }) => kind === 'example').length;
  const definitions = by.filter(({ kind }) => kind !== 'example').map(({ href, title }) => link(href, title));
  const counted = examples === 0 ? [] : [`${examples} ${examples === 1 ? 'example' : 'examples'}`];
  return [...definitions, ...counted].join(', ');
}

/** A table in one line, as both renderers of Markdown leave such HTML as it is. */
function table(label: string, columns: readonly string[], rows: readonly Html[][]): Html {
  const head = columns.map((column) => `<th role="columnheader" scope="col">${escapeHtml(column)}</th>`).join('');
  const stacked = columns.length > 2;
  const cell = (html: Html, index: number): Html =>
    `<td role="cell"${stacked && index > 0 && html ? ` data-label="${escapeHtml(columns[index] ?? '')}"` : ''}>${html}</td>`;
  const body = rows.map((cells) => `<tr role="row">${cells.map(cell).join('')}</tr>`).join('');
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}"><table class="${stacked ? 'stacked labelled' : ''}" role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body}</tbody></table></div>`;
}
