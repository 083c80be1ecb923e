import type { Requirement } from '../../../harness/src/guide/guide.js';
import type { QualityResult } from '../../../scripts/quality-result.js';
import type { SiteModel } from '../model/site.js';
import { escapeHtml, idOf, link, type Html } from '../text/html.js';
import { renderInline } from '../text/markdown.js';
import { headingsOf, tableHtml, tableSection, type Page, type PageContext, type Section } from './page.js';

/** How a requirement can be seen to hold, before anything is run. */
type Standing = 'checked' | 'untestable' | 'unchecked';

const STANDINGS: Record<Standing, string> = {
  checked: 'checked by flows or laws',
  untestable: 'no run can show it',
  unchecked: 'checked nowhere',
};

/** The checks that write results, by what they say of themselves. */
const CHECKS = [
  { name: 'guide:check', about: /compiled anew by SUSHI/, command: 'npm run guide:check -- --result FILE' },
  { name: "HL7's official validator", about: /official validator/, command: 'npm run validate -- --result FILE' },
] as const;

/**
 * What is known of the guide's own quality: what checks found, as far as their results were given, and which statements flows and laws check.
 * Nothing is said of a check whose result was not given.
 */
export function qualityPage(context: PageContext): Page {
  const { quality, requirements } = context.site;
  const sections = [
    ...(quality.length === 0 ? [nothingGiven()] : quality.map((each, index) => resultSection(each, index, context))),
    ...notRun(quality),
    coverage(requirements, context),
    ...statements('unchecked', 'Statements that nothing checks', context),
    ...statements('untestable', 'Statements that no run can show', context),
  ];
  return {
    file: 'quality.html',
    title: 'Quality',
    kind: 'quality',
    body: context.templates.render('sections', { lead: 'What checks say of the guide itself.', sections }),
    headings: headingsOf(sections),
    unlisted: true,
    description: 'What checks of the guide found, and which statements are checked by flows.',
  };
}

function nothingGiven(): Section {
  const html =
    '<p id="no-results">No result of a check was given when these pages were made, so nothing is said here about what they find. ' +
    '<code>npm run guide:check -- --result FILE</code> and <code>npm run validate -- --result FILE</code> write theirs, and <code>npm run site -- --quality FILE</code> shows them.</p>';
  return { id: 'results', title: 'Results of checks', html };
}

function resultSection(result: QualityResult, index: number, context: PageContext): Section {
  const { about, at, version, findings, accepted } = result;
  const stale =
    version === context.site.facts.version ? '' : `<p class="warning">It looked at version ${escapeHtml(version)}.</p>`;
  const rows = accepted.map((each) => ({
    cells: [`<code>${escapeHtml(each.finding)}</code>`, escapeHtml(each.reason), `${each.count}`],
  }));
  const known =
    rows.length === 0
      ? ''
      : `<h3>Known, and let pass</h3>${tableHtml(context, { label: `Known: ${about}`, columns: ['finding', 'why it may stay', 'times'], rows })}`;
  return {
    id: idOf('result', `${index + 1}`),
    title: titleOf(result),
    html: `<p>${escapeHtml(about)} <span class="soft">${escapeHtml(at.replace(/^(.{10})T(.{5}).*/, '$1 $2 UTC'))}</span></p>${stale}${findingList(findings)}${known}`,
  };
}

function titleOf({ about, findings, accepted }: QualityResult): string {
  const name = CHECKS.find((check) => check.about.test(about))?.name ?? 'A check';
  if (findings.length > 0) return `${name}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  return `${name}: no findings${accepted.length > 0 ? ' but what is known' : ''}`;
}

/** Which checks gave no result, where others did: that they found nothing may not be read from their absence. */
function notRun(quality: readonly QualityResult[]): Section[] {
  const missing = CHECKS.filter(({ about }) => !quality.some((each) => about.test(each.about)));
  if (quality.length === 0 || missing.length === 0) return [];
  const items = missing.map(({ name, command }) => `<li>${escapeHtml(name)} <code>${escapeHtml(command)}</code></li>`);
  const html = `<p>When these pages were made, no result was given of:</p><ul>${items.join('')}</ul><p>Nothing is said here of what would be found.</p>`;
  return [{ id: 'not-run', title: 'Not run', html }];
}

function findingList(findings: readonly string[]): Html {
  return findings.length === 0 ? '' : `<ul>${findings.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`;
}

function coverage(requirements: readonly Requirement[], context: PageContext): Section {
  const strengths = [...new Set(requirements.map(({ conformance }) => conformance))].sort();
  const standings = Object.keys(STANDINGS) as Standing[];
  const rows = strengths.map((strength) => ({
    cells: [
      escapeHtml(strength.replace('-', ' ')),
      ...standings.map((standing) => {
        const of = requirements.filter((each) => each.conformance === strength);
        return `${of.filter((each) => standingOf(each, context.site) === standing).length}`;
      }),
    ],
  }));
  const columns = ['strength', ...standings.map((standing) => STANDINGS[standing])];
  const html = `<p>${requirements.length} statements, in the ${link('requirements.html', 'list of all requirements')}. What ran, and what came of it, ${link('conformance.html', 'is told elsewhere')}.</p>${tableHtml(context, { label: 'Statements', columns, rows })}`;
  return { id: 'statements', title: 'Statements', html };
}

function standingOf({ key, untestable }: Requirement, { verifications }: SiteModel): Standing {
  if (verifications.has(key)) return 'checked';
  return untestable === undefined ? 'unchecked' : 'untestable';
}

function statements(standing: Standing, title: string, context: PageContext): Section[] {
  const { requirements } = context.site;
  const rows = requirements
    .filter((each) => standingOf(each, context.site) === standing)
    .map(({ key, theme, conformance, text, untestable }) => ({
      id: idOf(standing, key),
      cells: [
        link(`Requirements-${theme}.html#${key}`, key),
        escapeHtml(conformance.replace('-', ' ')),
        renderInline(text),
        renderInline(untestable ?? ''),
      ],
    }));
  return tableSection(context, standing, `${title}: ${rows.length}`, {
    columns: ['key', 'strength', 'statement', 'why'],
    rows,
  });
}
