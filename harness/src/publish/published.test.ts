import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { loadGuide } from '../guide/load-guide.js';
import { projectRoot } from '../guide/project-root.js';
import type { Resource } from '../guide/resource.js';
import { loadScenario } from '../plan/load-scenario.js';
import type { Scenario } from '../plan/scenario.js';
import { HOSTILE } from '../report/report.fixture.js';
import { validate } from '../judge/validate/validate.js';
import { exampleScenario } from './example-scenario.js';
import { flowDiagrams } from './flow-diagrams.js';
import { flowPage } from './flow-page.js';
import { publishedFiles } from './published.js';
import { storyStates } from './story-states.js';
import { publishedFlow } from './ways.js';

const guide = loadGuide();
const folder = path.join(projectRoot(), 'scenarios');
const scenarios = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => {
    const { scenario, errors } = loadScenario(readFileSync(path.join(folder, file), 'utf8'), file, guide);
    if (!scenario) throw new Error(errors[0]?.message);
    return scenario;
  });
const flow = (id: string): Scenario => scenarios.find((each) => each.id === id)!;
const lab = publishedFlow(flow('simple-lab-order'), guide);
const forked = publishedFlow(flow('fulfiller-can-no-longer-perform'), guide);

interface Operation {
  number: string;
  name: string;
  description?: string;
  initiator: string;
  receiver: string;
  request?: { resourceId: string; versionId?: string };
  response?: { resourceId: string; versionId?: string };
}
interface Step {
  operation?: Operation;
  alternative?: { title: string; step: Step[] }[];
}
const operations = (steps: Step[]): Operation[] =>
  steps.flatMap(({ operation, alternative = [] }) => [
    ...(operation ? [operation] : []),
    ...alternative.flatMap(({ step }) => operations(step)),
  ]);

describe('the page of a flow', () => {
  const page = flowPage(lab, guide);

  it('has a diagram for each exchange, of which one is open, and includes each that is made', () => {
    const included = [...page.matchAll(/\{% include (\S+) %\}/g)].map(([, name]) => name);
    expect(included).toEqual(['flow-style.svg', ...flowDiagrams(lab).keys()]);
    expect(page.match(/<details class="exchange" name="over"/g)).toHaveLength(7);
    expect(page.match(/name="over" id="[^"]+" open="open"/g)).toHaveLength(1);
  });

  it('tells every act under its own id, with its examples and its requirements', () => {
    for (const { id } of lab.ways[1]!.acts) expect(page).toContain(`<h4 id="act-${id}">`);
    expect(page).toContain('[Task/cbc-coordination](Task-cbc-coordination.html): `status` becomes `accepted`.');
    expect(page).toContain('This must be refused, because its copy is outdated.');
    expect(page).toContain('[stale-update-refused](');
  });

  it('links only to ids that it has', () => {
    for (const { scenario, text } of scenarios.map((each) => ({
      scenario: each,
      text: flowPage(publishedFlow(each, guide), guide),
    }))) {
      const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
      for (const [, target = ''] of text.matchAll(/\]\(#([^)]+)\)/g)) {
        if (target !== 'branches') expect(ids, `${scenario.id} links to ${target}`).toContain(target);
      }
      expect(ids.size, `${scenario.id} has each id once`).toBe([...text.matchAll(/ id="([^"]+)"/g)].length);
    }
  });

  it('shows the states that Task and Request go through', () => {
    expect(page).toMatch(
      /\| \[The laboratory accepts\]\(#act-accept\) \| \[Task\/cbc-coordination\]\(\S+\) \| `accepted` \|/,
    );
    expect(page).toMatch(/\(#act-close\) \| \[ServiceRequest\/cbc-order\]\(\S+\) \| `completed` \|/);
    expect(page).not.toMatch(/\(#act-outdated-desk\) \| \[Task/);
  });

  it('begins with a way over all exchanges, wherever the file has a branch for some only', () => {
    const scenario = structuredClone(flow('cancel-in-progress'));
    const fork = scenario.acts.find((act) => act.kind === 'fork')!;
    fork.branches.sort((a, b) => (a.exchanges ? 0 : 1) - (b.exchanges ? 0 : 1));
    expect(fork.branches[0]?.id).toBe('overstepped');
    const text = flowPage(publishedFlow(scenario, guide), guide);
    expect(text).toContain('The diagrams take the branch `accepted`');
    expect(text.match(/<details class="exchange" name="over"/g)).toHaveLength(7);
    expect(text.split('### Branches')[0]).toContain('#act-stop) |');
    expect(text).toContain('<h4 id="way-overstepped">');
  });

  it('tells of a branch what only it has', () => {
    const [, branches = ''] = flowPage(forked, guide).split('### Branches');
    expect(branches).toContain('<h4 id="way-after-start">When work had begun</h4>');
    expect(branches).toContain('{% include flow-fulfiller-can-no-longer-perform.after-start.messaging.svg %}');
    expect(branches.split('### Requirements')[0]).not.toContain('act-withdraw');
  });

  it.each(Object.entries(HOSTILE))('shows hostile words as words: %s', (_name, hostile) => {
    const acts = lab.scenario.acts.map((act) => ({ ...act, title: hostile }));
    const scenario = { ...lab.scenario, title: hostile, acts, actors: lab.scenario.actors };
    const text = flowPage(publishedFlow(scenario, guide), guide);
    const read = text.replace(/\{% raw %\}[^]*?\{% endraw %\}|\{% include \S+ %\}/g, '');
    expect(read, 'left for Jekyll').not.toMatch(/\{\{|\{%/);
    const { document } = new JSDOM(text.replace(/`+[^`]*`+/g, '')).window;
    expect(document.querySelectorAll('script, img, iframe, [onerror], [onload]')).toHaveLength(0);
  });
});

describe('the diagrams of a flow', () => {
  it('lead to the acts on its page', () => {
    const page = flowPage(lab, guide);
    for (const [name, svg] of flowDiagrams(lab)) {
      const targets = new Set([...svg.matchAll(/href="flow-simple-lab-order\.html#([^"]+)"/g)].map(([, id]) => id));
      expect(targets.size, name).toBeGreaterThan(0);
      for (const id of targets) expect(page).toContain(` id="${id}"`);
    }
  });

  it('of a branch show its own acts, and those who have to do with them', () => {
    const svg = flowDiagrams(forked).get('flow-fulfiller-can-no-longer-perform.after-start.task-at-placer.svg') ?? '';
    expect(svg).toContain('#act-fail');
    expect(svg).not.toContain('#act-ask-another');
    expect(svg).not.toContain('second-lab');
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    'of %s are read on a phone, with every name and label whole, and heads in sight',
    (_id, scenario) => {
      for (const [name, svg] of flowDiagrams(publishedFlow(scenario, guide))) {
        expect(svg, name).not.toContain('…');
        const width = Number(/viewBox="0 0 (\S+) /.exec(svg)?.[1]);
        const least = Number(/class="seq seq-(\d+)"/.exec(svg)?.[1] ?? 0);
        expect((13 * Math.max(300, least)) / width, `${name}: size of the smallest text`).toBeGreaterThanOrEqual(10);
        const arrows = svg.match(/class="seq-arrow /g)?.length ?? 0;
        const lines = svg.match(/class="seq-line"/g)?.length ?? 1;
        const rows = (svg.match(/class="seq-head /g)?.length ?? 0) / lines;
        const acts = svg.match(/class="seq-band"/g)?.length ?? 0; // heads stand between acts
        const wanted = acts === 1 ? 2 : 1 + Math.ceil(arrows / 25);
        expect(rows, `${name}: rows of heads for ${arrows} arrows`).toBe(wanted);
      }
    },
  );

  it('stand in a page of either renderer', () => {
    for (const [, svg] of [...flowDiagrams(lab), ...flowDiagrams(forked)]) {
      expect(svg).not.toMatch(/\n\s*\n/);
      expect(svg).not.toMatch(/\{\{|\{%/);
    }
  });
});

describe('the states of a story', () => {
  it('are counted for each resource, and a refused attempt makes none', () => {
    const task = storyStates(lab.ways[0]!.acts, guide).filter(({ key }) => key === 'Task/cbc-coordination');
    expect(task.map(({ act, version, after }) => [act, version, after.status])).toEqual([
      ['ask', 1, 'requested'],
      ['accept', 2, 'accepted'],
      ['collect', 3, 'in-progress'],
      ['analyse', 4, 'in-progress'],
      ['finish', 5, 'completed'],
    ]);
  });

  it('say of every change when it was made, after what the story has told and before what it still tells', () => {
    const task = storyStates(lab.ways[0]!.acts, guide).filter(({ key }) => key === 'Task/cbc-coordination');
    expect(task.map(({ act, after }) => [act, String(after.lastModified).slice(11, 16)])).toEqual([
      ['ask', '09:05'],
      ['accept', '09:06'],
      ['collect', '10:31'], // the blood was taken at 10:30
      ['analyse', '10:32'],
      ['finish', '14:05'], // as its example says
    ]);
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    'of %s: no Task is changed without being modified later than before, and none overtakes its own examples',
    (_id, scenario) => {
      for (const { acts } of publishedFlow(scenario, guide).ways) {
        for (const { act, key, before, after } of storyStates(acts, guide)) {
          if (before?.lastModified === undefined || !key.startsWith('Task/')) continue;
          expect(Date.parse(`${after.lastModified}`), `${act} ${key}`).toBeGreaterThan(
            Date.parse(`${before.lastModified}`),
          );
          const become = acts.flatMap((each) => (each.id === act && each.kind === 'update' ? [each.becomes] : []))[0];
          const own = become && guide.instance(become)?.lastModified;
          if (own) expect(after.lastModified, `${act} ${key}`).toBe(own);
        }
      }
    },
  );
});

describe('the ExampleScenario of a flow', () => {
  const { instance, process } = exampleScenario(lab, guide) as unknown as {
    instance: { resourceId: string; name: string }[];
    process: { step: Step[] }[];
  };
  const about = (name: string) => operations(process[0]!.step).find((each) => each.name === name)?.description;

  it('says what state an act leaves, of all that it writes', () => {
    expect(about('The laboratory completes the Task, which now leads to the report')).toBe(
      'Afterwards: `Task/cbc-coordination` (status completed, business status results-available).',
    );
    expect(about('The practice keeps a copy of the report, and notes where it comes from')).toBe(
      'Afterwards: `DiagnosticReport/cbc-report-copy` (status final) and `Provenance/cbc-report-copy-source` (as it was written).',
    );
    expect(about('The laboratory reads the order and what led to it')).toContain('`Condition/suspected-anemia`');
  });

  it('names a Task without the state in which it is created', () => {
    expect(instance.find(({ resourceId }) => resourceId === 'cbc-coordination')?.name).toBe('Coordination Task');
  });

  it('lists only what one party passes on to another', () => {
    const ids = instance.map(({ resourceId }) => resourceId);
    expect(ids).toEqual(expect.arrayContaining(['amy', 'cbc-order', 'cbc-coordination', 'cbc-report']));
    expect(ids, "the radiology center's Task is there to be kept from the laboratory").not.toContain(
      'chest-xray-coordination',
    );
    expect(ids, 'the copy stays with the practice').not.toContain('cbc-report-copy');
  });
});

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'the ExampleScenario of %s',
  (_id, scenario) => {
    const resource = exampleScenario(publishedFlow(scenario, guide), guide);
    const { actor, instance, process } = resource as Resource & {
      actor: { actorId: string }[];
      instance: { resourceId: string; version?: { versionId: string }[] }[];
      process: { step: Step[] }[];
    };

    it('is valid R4', () => {
      expect(validate(resource, guide.definitions).filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('speaks only of its own actors, instances and versions', () => {
      const versions = new Map(instance.map((each) => [each.resourceId, (each.version ?? []).map((v) => v.versionId)]));
      expect(versions.size, 'ids are unique').toBe(instance.length);
      const actors = actor.map(({ actorId }) => actorId);
      const all = operations(process[0]!.step);
      expect(all.length).toBeGreaterThan(0);
      for (const { initiator, receiver, request, response } of all) {
        expect(actors).toEqual(expect.arrayContaining([initiator, receiver]));
        const about = request ?? response;
        if (about)
          expect(versions.get(about.resourceId)).toEqual(
            about.versionId ? expect.arrayContaining([about.versionId]) : expect.anything(),
          );
      }
      expect(new Set(all.map(({ number }) => number)).size, 'numbers are unique').toBe(all.length);
    });
  },
);

describe('all that is published', () => {
  const pages = [{ name: 'workflow-overview', title: 'Workflow Overview' }];
  const files = publishedFiles(scenarios, guide, pages);

  it('lists every flow once, those without a page last', () => {
    const list = files.get('includes/flow-list.md') ?? '';
    for (const { id } of scenarios) expect(list.split(`(flow-${id}.html)`), id).toHaveLength(2);
    expect(list.indexOf('flow-simple-lab-order.html')).toBeLessThan(list.indexOf('### Further flows'));
  });

  it('plans a test run for every run', () => {
    const plan = JSON.parse(files.get('resources/TestPlan-flows.json') ?? '') as {
      testCase: { testRun: { script: { sourceString: string } }[] }[];
    };
    const commands = plan.testCase.flatMap(({ testRun }) => testRun.map(({ script }) => script.sourceString));
    const runs = scenarios.flatMap((each) => publishedFlow(each, guide).ways.flatMap(({ plans }) => plans));
    expect(commands).toEqual(runs.map(({ id }) => `cow run ${id}`));
  });

  it('is the same bytes for the same flows', () => {
    expect([...publishedFiles(scenarios, guide, pages)]).toEqual([...files]);
  });
});
