import { exchangeOf } from '../../../harness/src/exchange/catalog.js';
import type { Artifact } from '../model/artifacts.js';
import type { Flow, PlainAct } from '../model/flows.js';
import { objectOf, objectsOf, textOf, type Json } from '../model/json.js';
import type { Links } from '../model/links.js';
import { escapeHtml, link, type Html } from '../text/html.js';
import { renderInline, renderText } from '../text/markdown.js';
import { tableSection, type PageContext, type Section } from './page.js';

/** What the steps of an R4 ExampleScenario are shown with. */
interface Stage {
  links: Links;
  /** Names of its actors by `actorId`. */
  actors: ReadonlyMap<string, string>;
  /** Its instances by `resourceId`. */
  instances: ReadonlyMap<string, Json>;
  /** The flow that it holds, if the site tells it. */
  flow: Flow | undefined;
}

/** An ExampleScenario's page: its steps as a list that leads to the flow's acts, who takes part, and what is passed on. */
export function exampleScenarioSections(artifact: Artifact, context: PageContext): Section[] {
  const { resource, id } = artifact;
  const { links, flows } = context.site;
  const stage: Stage = {
    links,
    actors: new Map(
      objectsOf(resource.actor).map((each) => [`${each.actorId}`, textOf(each.name) ?? `${each.actorId}`]),
    ),
    instances: new Map(objectsOf(resource.instance).map((each) => [`${each.resourceId}`, each])),
    flow: flows.find(({ href }) => href === `${id}.html`),
  };
  return [
    ...toldBy(stage, context),
    ...objectsOf(resource.process).map((process, index) => ({
      id: index === 0 ? 'steps' : `steps-${index + 1}`,
      title: index === 0 ? 'Steps' : (textOf(process.title) ?? 'Steps'),
      html: `${renderText(textOf(process.description) ?? '')}${stepsHtml(process.step, stage)}`,
    })),
    ...actorTable(resource, context),
    ...instanceTable(resource, context),
  ];
}

/** Where the flow that an ExampleScenario holds is told with its diagrams: the resource is for programs. */
function toldBy({ flow }: Stage, { site }: PageContext): Section[] {
  if (!flow) return [];
  const html = `<p>${link(flow.href, flow.scenario.title)}: the story, its diagrams over each exchange, and each act with its payloads.</p>`;
  return [{ id: 'flow', title: 'The flow', html: `${html}${drawingOf(flow, site)}` }];
}

/** The first way through a flow over the first of its exchanges, as its page draws it. */
function drawingOf({ scenario, ways: [way] }: Flow, { includes }: PageContext['site']): Html {
  const [exchange] = way?.exchanges ?? [];
  if (exchange === undefined) return '';
  const name = [`flow-${scenario.id}`, ...(way?.branch === undefined ? [] : [way.branch]), exchange].join('.');
  const drawing = includes.get(`${name}.svg`);
  const caption = `<figcaption class="soft">${escapeHtml(way?.title ?? 'The main story')}, ${escapeHtml(exchangeOf(exchange).title)}</figcaption>`;
  return drawing === undefined ? '' : `<figure class="sequence">${caption}${drawing}</figure>`;
}

function stepsHtml(steps: unknown, stage: Stage): Html {
  const items = objectsOf(steps).map((step) => `<li>${stepHtml(step, stage)}</li>`);
  return items.length === 0 ? '' : `<ol class="steps">${items.join('')}</ol>`;
}

/** R4 ExampleScenario.process.step: a process, an operation or alternatives, and possibly a pause. */
function stepHtml(step: Json, stage: Stage): Html {
  const inner = objectsOf(step.process).map(
    (each) => `<p>${escapeHtml(`${each.title}`)}</p>${stepsHtml(each.step, stage)}`,
  );
  const ways = objectsOf(step.alternative).map((way) => wayHtml(way, stage));
  return [
    step.pause === true ? '<span class="soft">Time passes.</span> ' : '',
    step.operation === undefined ? '' : operationHtml(objectOf(step.operation), stage),
    ...inner,
    ways.length === 0 ? '' : `<p>The story can go on in several ways:</p>${ways.join('')}`,
  ].join('');
}

function wayHtml(way: Json, stage: Stage): Html {
  const about = textOf(way.description);
  return `<p class="way">${escapeHtml(`${way.title}`)}</p>${about ? renderText(about) : ''}${stepsHtml(way.step, stage)}`;
}

function operationHtml(operation: Json, stage: Stage): Html {
  const name = link(actHref(operation, stage), textOf(operation.name) ?? `${operation.type}`);
  const from = partyOf(operation.initiator, stage);
  const to = partyOf(operation.receiver, stage);
  const parties = from === to ? from : `${from} → ${to}`;
  const passed = [operation.request, operation.response].flatMap((each) =>
    each === undefined ? [] : [containedHtml(objectOf(each), stage)],
  );
  const about = textOf(operation.description);
  return `${name}<br><span class="soft">${escapeHtml(parties)}: <code>${escapeHtml(`${operation.type}`)}</code></span> ${passed.join(', ')}${about ? `<br>${renderInline(about)}` : ''}`;
}

function partyOf(id: unknown, { actors }: Stage): string {
  return actors.get(`${id}`) ?? textOf(id) ?? '';
}

/**
 * The act of the flow that a step stands for: the one that made the version that is passed on, or else the one of that title. An act of a race
 * is told where the race is.
 */
function actHref(operation: Json, { flow }: Stage): string | undefined {
  const versions = [operation.request, operation.response].map((each) => textOf(objectOf(each).versionId));
  const named = ({ title }: PlainAct): boolean => title === operation.name;
  const exactly = (act: PlainAct): boolean => named(act) && versions.includes(act.id);
  const found = (is: (act: PlainAct) => boolean): PlainAct | undefined =>
    flow?.acts.find((act) => is(act) || (act.kind === 'race' && act.acts.some(is)));
  const act = found(exactly) ?? found(named);
  return flow && act && `${flow.href}#act-${act.id}`;
}

function containedHtml(contained: Json, { instances, links }: Stage): Html {
  const instance = objectOf(instances.get(`${contained.resourceId}`));
  const key = `${textOf(instance.resourceType) ?? ''}/${contained.resourceId}`;
  return link(links.reference(key), textOf(instance.name) ?? key);
}

function actorTable(resource: Json, context: PageContext): Section[] {
  const rows = objectsOf(resource.actor).map((each) => ({
    cells: [
      `<code>${escapeHtml(`${each.actorId}`)}</code>`,
      escapeHtml(textOf(each.name) ?? ''),
      renderInline(textOf(each.description) ?? ''),
    ],
  }));
  return tableSection(context, 'actors', 'Who takes part', { columns: ['id', 'actor', 'what it is'], rows });
}

function instanceTable(resource: Json, context: PageContext): Section[] {
  const { links } = context.site;
  const rows = objectsOf(resource.instance).map((each) => {
    const key = `${each.resourceType}/${each.resourceId}`;
    const versions = objectsOf(each.version).map(
      ({ versionId, description }) =>
        `<li><code>${escapeHtml(`${versionId}`)}</code> ${renderInline(textOf(description) ?? '')}</li>`,
    );
    return {
      cells: [
        link(links.reference(key), textOf(each.name) ?? key),
        `<code>${escapeHtml(`${each.resourceType}`)}</code>`,
        versions.length === 0 ? '' : `<ul class="plain">${versions.join('')}</ul>`,
      ],
    };
  });
  return tableSection(context, 'instances', 'What is passed on, and how it changes', {
    columns: ['instance', 'type', 'versions'],
    rows,
  });
}

/** The test cases of an R5 TestPlan: what each is about, and its runs. */
export function testCaseSections({ resource }: Artifact, context: PageContext): Section[] {
  const { links, flows } = context.site;
  const cases = objectsOf(resource.testCase);
  const rows = cases.map((each) => {
    const [scope = {}] = objectsOf(each.scope);
    const flow = flows.find(({ scenario }) => scope.reference === `ExampleScenario/flow-${scenario.id}`);
    const runs = objectsOf(each.testRun).map(({ script }) => textOf(objectOf(script).sourceString) ?? '');
    return {
      cells: [
        escapeHtml(textOf(each.sequence) ?? ''),
        link(flow?.href ?? links.reference(`${scope.reference}`), textOf(scope.display) ?? `${scope.reference}`),
        `<ul class="plain">${runs.map((run) => `<li><code>${escapeHtml(run)}</code></li>`).join('')}</ul>`,
        `${objectsOf(each.assertion).length}`,
      ],
    };
  });
  const columns = ['no.', 'case', 'runs', 'assertions'];
  return tableSection(context, 'test-cases', `Test cases: ${cases.length}`, { columns, rows });
}
