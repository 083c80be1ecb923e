import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide } from '../harness/src/guide/guide.js';
import { loadGuide } from '../harness/src/guide/load-guide.js';
import { projectRoot } from '../harness/src/guide/project-root.js';
import { plansOf } from '../harness/src/plan/build-plan.js';
import { loadScenario } from '../harness/src/plan/load-scenario.js';
import type { ExchangeId } from '../harness/src/plan/plan.js';
import { sequenceOf } from '../harness/src/publish/sequence.js';
import { sequenceSvg } from '../harness/src/publish/sequence-svg.js';
import { formatErrors } from '../harness/src/yaml/format-errors.js';

/** The flow that the overview page draws, and the exchanges that it compares. */
const FLOW = 'simple-lab-order';
const EXCHANGES: readonly ExchangeId[] = ['task-at-fulfiller', 'task-at-placer', 'messaging'];

/**
 * The diagrams of the hand-written pages, as file name (`simple-lab-order-messaging.svg`) -> SVG. The same guide and flow give
 * the same bytes. Throws when the flow is faulty.
 */
export function pageDiagrams(guide: Guide, root: string = projectRoot()): Map<string, string> {
  const file = `scenarios/${FLOW}.yaml`;
  const text = readFileSync(path.join(root, file), 'utf8');
  const { scenario, errors } = loadScenario(text, file, guide);
  if (!scenario || errors.length > 0) throw new Error(formatErrors(errors, text));
  const plans = plansOf(scenario, guide, {
    wanted: ({ branch, exchange }) => branch === undefined && EXCHANGES.includes(exchange),
  });
  return new Map(
    plans.map((plan) => [`${FLOW}-${plan.exchange}.svg`, forPages(sequenceSvg(sequenceOf(plan, { detail: 'story' })))]),
  );
}

/** A page takes the drawing in as HTML, which ends at the first blank line; and Jekyll reads it before. */
function forPages(svg: string): string {
  const whole = `${svg.replace(/\n\s*\n/g, '\n').trim()}\n`;
  if (/\{\{|\{%/.test(whole)) throw new Error('The drawing holds braces that Jekyll would take for a command.');
  return whole;
}

if (process.argv[1] && path.basename(process.argv[1]).startsWith('diagrams.')) {
  const folder = path.join(projectRoot(), 'input', 'includes');
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of pageDiagrams(loadGuide())) {
    writeFileSync(path.join(folder, name), svg);
    console.log(`input/includes/${name}`);
  }
}
