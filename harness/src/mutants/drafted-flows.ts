import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../guide/guide.js';
import { projectRoot } from '../guide/project-root.js';
import { formatErrors } from '../yaml/format-errors.js';
import { loadScenario } from '../plan/load-scenario.js';
import type { Scenario } from '../plan/scenario.js';

const PAGE = 'docs/decisions/0005-does-the-model-carry-what-comes.md';

/** The flows that decision 0005 drafts, as its page has them. */
export function draftTexts(): { id: string; text: string }[] {
  const page = readFileSync(path.join(projectRoot(), PAGE), 'utf8');
  return [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => {
    return { id: /^id: (\S+)$/m.exec(text)?.[1] ?? '', text };
  });
}

/** The drafted flows, loaded; `guide` has the instances that they name (hard-flows.fixture). */
export function draftedFlows(guide: Guide): Scenario[] {
  return draftTexts().map(({ id, text }) => {
    const { scenario, errors } = loadScenario(text, `${id}.yaml`, guide);
    if (!scenario) throw new Error(formatErrors(errors, text));
    return scenario;
  });
}
