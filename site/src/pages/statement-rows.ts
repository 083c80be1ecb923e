import type { Requirement } from '../../../harness/src/guide/guide.js';
import type { SiteModel } from '../model/site.js';
import { escapeHtml, type Html } from '../text/html.js';
import { anchor } from '../text/markdown.js';
import { citeStatement } from './requirements.js';
import type { Page } from './page.js';

/**
 * A written page whose requirements can be cited where they stand: each row of their tables is the place that its key names, with what to cite
 * and to comment on, and each key leads to its statement, not only to the page of statements.
 */
export function withStatements(page: Page, site: SiteModel): Page {
  const byKey = site.guide.requirements;
  const body = page.body
    .replace(/<a href="(Requirements-[\w-]+\.html)">([\w-]+)<\/a>/g, (all, file: string, key: string) =>
      byKey.has(key) ? `<a href="${file}#${key}">${key}</a>` : all,
    )
    .replace(/<tr role="row">[^]*?<\/tr>/g, (row) => citedRow(row, byKey, site));
  return { ...page, body };
}

function citedRow(row: Html, byKey: ReadonlyMap<string, Requirement>, site: SiteModel): Html {
  const [, key = ''] = /^<tr role="row">\s*<td role="cell"><a id="([\w-]+)"><\/a>/.exec(row) ?? [];
  const requirement = byKey.get(key);
  if (!requirement) return row;
  const last = row.lastIndexOf('<td');
  return (row.slice(0, last) + row.slice(last).replace('<td', '<td class="says"'))
    .replace('<tr', `<tr ${statementPlace(requirement, site)}`)
    .replace(`<a id="${key}"></a>`, '')
    .replace('</td>', `${anchor(key)}</td>`);
}

/** What makes a row the place of a requirement: its id, and how to cite it. */
function statementPlace(requirement: Requirement, site: SiteModel): string {
  return `id="${escapeHtml(requirement.key)}" data-cite="${escapeHtml(citeStatement(requirement, site))}"`;
}
