import { expect, it } from 'vitest';
import { projectRoot } from '../../../harness/src/guide/project-root.js';
import { requirementsOfStep } from '../../../harness/src/judge/citations.js';
import { plansOf } from '../../../harness/src/plan/build-plan.js';
import { unverified, traceRequirements } from '../../../harness/src/trace/trace.js';
import { LAWS } from '../../../harness/src/judge/laws/catalog.js';
import { readSite } from './read-site.js';
import { SHOWN_BY_STEPS } from './step-citations.js';

const site = readSite({ root: projectRoot(), reports: [] });
const plans = site.flows.flatMap(({ scenario }) => plansOf(scenario, site.guide));

it('names the requirements that steps of the flows show by being what they are', () => {
  const shown = plans.flatMap(({ acts, actors }) =>
    acts.flatMap(({ steps }) => steps.flatMap((step) => requirementsOfStep(step, actors))),
  );
  expect([...SHOWN_BY_STEPS].sort()).toEqual([...new Set(shown)].sort());
});

it('calls no requirement unchecked that a trace of all plans finds checked', () => {
  const traces = traceRequirements(
    site.requirements,
    plans,
    LAWS.map(({ law }) => law),
  );
  const checked = traces.filter(({ state }) => state === 'checked').map(({ requirement }) => requirement.key);
  expect(checked.filter((key) => !site.verifications.has(key))).toEqual([]);
  expect(unverified(traces)).toEqual([]);
});
