import { exchangeOf } from '../exchange/catalog.js';
import type { Guide } from '../guide/guide.js';
import { describeAct, describeFork } from './act-text.js';
import { exchangeCaption } from './exchange-caption.js';
import { diagramsOf, STYLE_INCLUDE } from './flow-diagrams.js';
import { liquidText } from './liquid.js';
import { artifactLink, codeSpan, markdownTable, plainText } from './markdown.js';
import { actAnchor, artifactHtml, diagramFile, wayAnchor } from './names.js';
import { requirementLink } from './requirement-link.js';
import { statesTable } from './states-table.js';
import { instanceTitles } from './titles.js';
import { actorTitles, allActs, type PublishedFlow, type Way } from './ways.js';
import { xmlText } from './xml.js';

/** What the parts of a flow's page are made from. */
export interface PageContext {
  flow: PublishedFlow;
  guide: Guide;
  /** Titles of the flow's actors, by name. */
  actors: ReadonlyMap<string, string>;
  /** Names of the guide's examples for people, by key. */
  titles: ReadonlyMap<string, string>;
}

/**
 * The page of a flow, as Markdown that the IG Publisher and the preview read alike (DESIGN section 10): story, actors, a diagram for each
 * exchange, the acts with what each verifies, states, branches, requirements.
 */
export function flowPage(flow: PublishedFlow, guide: Guide): string {
  const { scenario, ways } = flow;
  const context: PageContext = {
    flow,
    guide,
    actors: actorTitles(scenario, guide),
    titles: instanceTitles(guide),
  };
  const [main, ...others] = ways;
  const lines = [
    ...introduction(context),
    ...actors(context),
    '### Over which exchanges',
    '',
    `The story is the same over each of them. Where the Task lives, and how news travels, is not.${firstBranch(main)}`,
    '',
    `{% include ${STYLE_INCLUDE} %}`,
    '',
    ...(main ? exchangeSwitch(main, 'over', context) : []),
    ...acts(context),
    '### States',
    '',
    ...(main ? statesTable(main, main.acts, context) : []),
    ...branches(others, context),
    ...requirements(context),
  ];
  return `${lines.map(literal).join('\n').trim()}\n`;
}

/** Where a story forks for good, its diagrams have to take one of the ways. */
function firstBranch(main: Way | undefined): string {
  if (main?.branch === undefined) return '';
  return ` The diagrams take the branch ${codeSpan(main.branch)}; [the others](#branches) follow further down.`;
}

/** What Jekyll would take for a command is kept literal, but for the includes. */
function literal(line: string): string {
  return /^\{% include [\w.-]+ %\}$/.test(line) ? line : liquidText(line);
}

function introduction({ flow: { scenario, ways } }: PageContext): string[] {
  const runs = ways.reduce((sum, { plans }) => sum + plans.length, 0);
  return [
    ...(scenario.story === undefined ? [plainText(scenario.title)] : scenario.story.split('\n')),
    '',
    ...(scenario.page === undefined
      ? []
      : [`[What is behind it](${scenario.page}.html) is explained on a page of its own.`, '']),
    `This page, its diagrams and its tables are made from \`scenarios/${scenario.id}.yaml\`, the file that the conformance runs carry ` +
      `out. There ${runs === 1 ? 'is one run' : `are ${runs} runs`} of it; [For Vendors](for-vendors.html) says how to have them done against your system.`,
    '',
    '```',
    `cow run ${scenario.id}`,
    '```',
    '',
  ];
}

function actors({ flow: { scenario }, guide, titles }: PageContext): string[] {
  const rows = scenario.actors.map(({ name, is, as, hosts }) => [
    codeSpan(name),
    `[${plainText(guide.actors.get(is)?.title ?? is)}](${artifactHtml(`ActorDefinition/${is}`)})`,
    `[${plainText(titles.get(as) ?? as)}](${artifactHtml(as)})`,
    hosts ? 'its own' : 'none of its own',
  ]);
  return ['### Who takes part', '', ...markdownTable(['in this flow', 'actor', 'in the example', 'system'], rows)];
}

/**
 * One diagram for each exchange, of which one is open: `details` that share a name close each other, with no script. `id` goes before
 * the exchange in the ids.
 */
function exchangeSwitch(way: Way, id: string, { actors: titles }: PageContext): string[] {
  const drawn = diagramsOf(way);
  return drawn.flatMap(({ plan }, index) => {
    return [
      `<details class="exchange" name="${id}" id="${id}-${plan.exchange}"${index === 0 ? ' open="open"' : ''}>`,
      `<summary>${xmlText(exchangeOf(plan.exchange).title)}</summary>`,
      `<p>${xmlText(exchangeCaption(plan, titles))} <code>cow run ${xmlText(plan.id)}</code></p>`,
      '<figure class="sequence">',
      `{% include ${diagramFile(plan)} %}`,
      '</figure>',
      '</details>',
      '',
    ];
  });
}

function acts(context: PageContext): string[] {
  const { scenario } = context.flow;
  const told = scenario.acts.flatMap((act, index) => {
    if (act.kind !== 'fork') return describeAct(act, context);
    const last = index === scenario.acts.length - 1;
    return [...describeFork(act, context), ...(last ? [] : ['**After the branches.**', ''])];
  });
  const given = scenario.given.flatMap(({ actor, keys }) => [
    `* ${plainText(context.actors.get(actor) ?? actor)}: ${keys.map(artifactLink).join(', ')}`,
  ]);
  const elsewhere = scenario.elsewhere.map(artifactLink).join(', ');
  return [
    '### What happens',
    '',
    `<h4 id="${actAnchor('given')}">Before the story begins</h4>`,
    '',
    given.length > 0
      ? 'These are there already, with everything that they refer to:'
      : 'Nothing has to be there but what the acts refer to.',
    '',
    ...given,
    ...(given.length > 0 ? [''] : []),
    ...(elsewhere
      ? [`At a server that nobody agreed on, so that no party follows a reference to it: ${elsewhere}.`, '']
      : []),
    ...told,
  ];
}

function branches(ways: readonly Way[], context: PageContext): string[] {
  const told = ways.filter(({ own }) => own.length > 0);
  if (told.length === 0) return [];
  const parts = told.flatMap((way) => {
    const id = wayAnchor(way.branch);
    const last = way.own[0];
    return [
      `<h4 id="${id}">${xmlText(capital(way.title ?? 'Without any of the branches'))}</h4>`,
      '',
      `\`cow run ${context.flow.scenario.id}/${way.branch ?? ''}\` takes this way` +
        `${last ? `, which leaves the story told above at [${plainText(last.title)}](#${actAnchor(last.id)})` : ''}.`,
      '',
      ...exchangeSwitch(way, id, context),
      ...statesTable(way, way.own, context),
    ];
  });
  return ['### Branches', '', 'The diagrams show what is different from the story above.', '', ...parts];
}

/** Every requirement that the flow names, with the acts that verify it. */
function requirements({ flow: { scenario }, guide }: PageContext): string[] {
  const byKey = new Map<string, Map<string, string>>();
  for (const act of allActs(scenario.acts)) {
    for (const key of [...act.verifies, ...act.expect.flatMap(({ verifies }) => verifies)]) {
      const found = byKey.get(key) ?? new Map<string, string>();
      byKey.set(key, found.set(act.id, act.title));
    }
  }
  const rows = [...byKey]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([key, by]) => [
      requirementLink(key, guide),
      (guide.requirements.get(key)?.conformance ?? '').replace('-', ' ').toLowerCase(),
      [...by].map(([id, title]) => `[${plainText(title)}](#${actAnchor(id)})`).join(', '),
    ]);
  return [
    '### Requirements that it verifies',
    '',
    'Besides these, the rules that hold in every flow are judged in each run: on versions, references, notifications, the state machine and so on.',
    '',
    ...markdownTable(['requirement', 'strength', 'seen after'], rows),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
