import type { Artifact } from '../model/artifacts.js';
import { extensionsOf, objectOf, objectsOf, stringsOf, textOf, valueOf, type Json } from '../model/json.js';
import type { SiteModel } from '../model/site.js';
import { escapeHtml, link, type Html } from '../text/html.js';
import type { Page, PageContext } from './page.js';

/** What the head of a definition's page says of it. */
export interface Fact {
  name: string;
  html: Html;
}

/**
 * What stands at the top of a definition's page: address, name for programs, version, status and how far it has come, as its JSON says. The
 * maturity that it does not say itself is the guide's. None for examples, which are cited with the guide.
 */
export function headFacts({ resource, kind }: Artifact, { guide }: SiteModel): Fact[] {
  if (kind === 'example') return [];
  const ig = guideResource(guide);
  const own = (name: string): string => textOf(resource[name]) ?? '';
  return [
    ...said('Address', textOf(resource.url), codeHtml),
    ...said('Name', textOf(resource.name), codeHtml),
    ...said(own('version') ? 'Version' : 'Date', [own('version'), own('date').slice(0, 10)].filter(Boolean).join(', ')),
    ...said('Status', statusOf(resource)),
    ...said('Maturity', maturityOf(resource, ig)),
    ...said('Work group', textOf(valueOf(extensionsOf(resource, 'structuredefinition-wg')[0] ?? {})?.value)),
    ...said('Publisher', own('publisher')),
    ...said('Jurisdiction', jurisdictionOf(resource)),
    ...said('Copyright', textOf(resource.copyright)),
  ];
}

/** The first page with what identifies the guide, before its first section; other pages as they are. */
export function withGuideFacts(page: Page, { templates, site: { guide, facts } }: PageContext): Page {
  if (page.file !== 'index.html') return page;
  const ig = guideResource(guide);
  const view = [
    ...said('Official URL', textOf(ig.url), codeHtml),
    ...said('Version', `${facts.version}, ${facts.date}`),
    ...said('Status', statusOf(ig)),
    ...said('Computable name', textOf(ig.name), codeHtml),
    ...said('FHIR version', stringsOf(ig.fhirVersion).join(', ')),
    ...said('Package', facts.packageId, (id) => link('package.tgz', id)),
    ...said('Licence', textOf(ig.license)),
  ];
  return { ...page, body: page.body.replace(/(?=<h2[ >])/, () => templates.render('facts', { facts: view })) };
}

function guideResource(guide: SiteModel['guide']): Json {
  return objectOf(guide.instance(guide.keys().find((key) => key.startsWith('ImplementationGuide/')) ?? ''));
}

/** Only what says so itself is experimental. */
function statusOf(resource: Json): string {
  return `${textOf(resource.status) ?? ''}${resource.experimental === true ? ', experimental' : ''}`;
}

function codeHtml(text: string): Html {
  return `<code>${escapeHtml(text)}</code>`;
}

function said(name: string, text: string | undefined, html: (text: string) => Html = escapeHtml): Fact[] {
  return text ? [{ name, html: html(text) }] : [];
}

/** R4 jurisdiction: the names of countries and regions. */
function jurisdictionOf(resource: Json): string {
  const codings = objectsOf(resource.jurisdiction).flatMap(({ coding }) => objectsOf(coding));
  return codings.map(({ display, code }) => textOf(display) ?? textOf(code) ?? '').join(', ');
}

/** HL7's standards status and FHIR maturity level, of the resource or else of the guide. */
function maturityOf(resource: Json, ig: Json): string | undefined {
  const value = (name: string): string | undefined =>
    [resource, ig].map((each) => textOf(valueOf(extensionsOf(each, name)[0] ?? {})?.value)).find(Boolean);
  const status = value('structuredefinition-standards-status');
  const level = value('structuredefinition-fmm');
  const parts = [status && `standards status ${status}`, level && `maturity level ${level}`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(', ');
}
