import { exchangeOf } from '../exchange/catalog.js';
import type { Scenario } from '../plan/scenario.js';
import { liquidText } from './liquid.js';
import { codeSpan, markdownTable, plainText } from './markdown.js';
import { pageHtml } from './names.js';
import type { PublishedFlow, Way } from './ways.js';

/** Name of the include that lists all flows. */
export const LIST_INCLUDE = 'flow-list.md';

/** A page of the guide that flows may name. */
export interface ExplainingPage {
  /** Without ending. */
  name: string;
  title: string;
}

/** All flows under the titles of the pages that explain them, in the order of those pages; then those that name none. */
export function flowList(flows: readonly PublishedFlow[], pages: readonly ExplainingPage[]): string {
  const groups = pages.map((page) => ({
    title: `[${plainText(page.title)}](${page.name}.html)`,
    flows: flows.filter(({ scenario }) => scenario.page === page.name),
  }));
  const others = flows.filter(({ scenario }) => !pages.some(({ name }) => name === scenario.page));
  const all = [...groups, { title: 'Further flows', flows: others }].filter((group) => group.flows.length > 0);
  const runs = flows.flatMap(({ ways }) => ways).reduce((sum, { plans }) => sum + plans.length, 0);
  const legend = [...new Set(flows.flatMap(({ scenario }) => scenario.exchanges))].map(exchangeOf);
  return [
    `There are ${flows.length} flows, which make ${runs} runs: each way through a flow, over each of its exchanges. These are ` +
      `${legend.map(({ short, title }) => `**${short}** ${title.charAt(0).toLowerCase()}${title.slice(1)}`).join(', ')}.`,
    '',
    ...all.flatMap(({ title, flows: some }) => [
      `### ${title}`,
      '',
      ...markdownTable(['flow', 'branches', 'exchanges'], some.map(row)),
    ]),
  ]
    .map(liquidText)
    .join('\n');
}

function row({ scenario, ways }: PublishedFlow): string[] {
  const branches = ways.flatMap(({ branch }: Way) => (branch === undefined ? [] : [codeSpan(branch)]));
  const shorts = scenario.exchanges.map((id) => exchangeOf(id).short);
  return [flowLink(scenario), branches.join(', '), shorts.join(' ')];
}

function flowLink({ id, title }: Pick<Scenario, 'id' | 'title'>): string {
  return `[${plainText(title)}](${pageHtml(id)})`;
}
