import type { Guide } from '../guide/guide.js';
import type { Resource } from '../guide/resource.js';
import { definitionHead } from './meta.js';
import { exampleScenarioId } from './example-scenario.js';
import { instanceTitles } from './titles.js';
import { type PublishedFlow, type Way } from './ways.js';

const TITLE = 'Test plan of the flows';
const DESCRIPTION =
  'Every way through every flow of this guide as a test case, with a run for each exchange. The conformance runs carry them out.';

/** The beginning of the test plan, for which no flow is needed. */
export function testPlanHead(canonical: string): Resource {
  return {
    ...definitionHead('TestPlan', 'flows', { canonical }),
    name: 'Flows',
    title: TITLE,
    status: 'draft',
    experimental: false,
    description: DESCRIPTION,
  };
}

/**
 * All flows as one TestPlan (R5, as R4 has none): a test case for each way through a flow, in it a run for each exchange with the command that
 * carries it out, and an assertion for each expectation: a sentence, and the requirements that it verifies.
 */
export function testPlan(flows: readonly PublishedFlow[], guide: Guide): Resource {
  const themes = [...new Set([...guide.requirements.values()].map(({ theme }) => theme))].sort();
  const cases = flows.flatMap((flow) => flow.ways.map((way) => ({ flow, way })));
  return {
    ...testPlanHead(guide.canonical),
    scope: themes.map((theme) => ({ reference: `Requirements/${theme}` })),
    testTools: 'The command `cow` of this guide, see [For Vendors](for-vendors.html).',
    exitCriteria: 'Every run ends without a finding of the verdict fail; a finding of the verdict warn is looked at.',
    testCase: cases.map(({ flow, way }, index) => testCase(index + 1, flow, way, guide)),
  };
}

function testCase(sequence: number, { scenario }: PublishedFlow, way: Way, guide: Guide): object {
  const titles = instanceTitles(guide);
  const assertions = way.acts.flatMap((act) =>
    act.expect.map(({ actor, key, that, verifies }) => ({
      // Its object and result are CodeableReferences, which R4 has not: tools leave both out of a TestPlan in an R4 guide.
      type: [
        { text: `${actor} sees ${key} after ${act.id}: ${that.replace(/\s+/g, ' ').trim()}` },
        ...verifies.map((text) => ({ text })),
      ],
    })),
  );
  return {
    sequence,
    scope: [{ reference: `ExampleScenario/${exampleScenarioId(scenario.id)}`, display: titleOf(scenario.title, way) }],
    testRun: way.plans.map(({ id, title, exchange }) => ({
      narrative: `${title}, over ${exchange}.`,
      script: { language: { text: 'shell' }, sourceString: `cow run ${id}` },
    })),
    testData: way.acts
      .flatMap((act) => (act.kind === 'create' && !act.refused ? act.keys : []))
      .map((key) => ({
        type: { system: 'http://hl7.org/fhir/resource-types', code: key.split('/')[0] },
        content: { reference: key, ...(titles.has(key) ? { display: titles.get(key) } : {}) },
      })),
    ...(assertions.length === 0 ? {} : { assertion: assertions }),
  };
}

function titleOf(title: string, way: Way): string {
  return way.title === undefined ? title : `${title}: ${way.title}`;
}
