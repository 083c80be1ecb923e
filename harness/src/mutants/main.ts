import { parseArgs } from 'node:util';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import type { Guide } from '../guide/guide.js';
import { loadGuide } from '../guide/load-guide.js';
import { MUTANTS } from './catalog.js';
import { gapsOf } from './gaps.js';
import { runOf, type Mutant } from './mutant.js';
import { runMutants, type Fate, type MutantReport, type Subject } from './run-mutants.js';
import { UNUSED_DEFECTS } from './servers.js';

const USAGE = `npm run mutants [-- [--complete] [FILTER...]]
Everything made wrong on purpose must be noticed, by a check that cites the right requirement.
  FILTER...   only mutants whose id, requirement or run contains one of these
  --complete  fail, too, when a SHALL that can be tested has no mutant
`;

/** Carries out the mutants that were asked for. Answers the exit code: 0 all is well, 1 it is not, 2 wrong usage. */
async function main(): Promise<number> {
  const asked = argumentsIn(process.argv.slice(2));
  if (!asked) return 2;
  const chosen = MUTANTS.filter((mutant) => matches(mutant, asked.filters));
  if (chosen.length === 0) {
    process.stderr.write(`no mutant's id, requirement or run contains ${asked.filters.join(' or ')}\n`);
    return 2;
  }
  const guide = loadGuide();
  const subjects = await subjectsOf(guide);
  const began = performance.now();
  process.stdout.write(row('MUTANT', 'KILLED BY', 'REQUIREMENT'));
  const report = await runMutants(chosen, subjects, (fate) => process.stdout.write(line(fate)));
  const failures = summarize(report, performance.now() - began);
  if (chosen.length < MUTANTS.length) return failures > 0 ? 1 : 0;
  const gaps = tellGaps(guide, subjects);
  return failures + UNUSED_DEFECTS.length + (asked.complete ? gaps : 0) > 0 ? 1 : 0;
}

function argumentsIn(args: string[]): { complete: boolean; filters: string[] } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { complete: { type: 'boolean', default: false } },
    });
    if (!values.complete || positionals.length === 0) return { complete: values.complete, filters: positionals };
    process.stderr.write(`--complete is about all mutants: leave the filter out\n\n${USAGE}`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  }
  return undefined;
}

function matches(mutant: Mutant, filters: readonly string[]): boolean {
  const texts = [mutant.id, mutant.requirement, runOf(mutant)];
  return filters.length === 0 || filters.some((filter) => texts.some((text) => text.includes(filter)));
}

/** Every run there is. */
async function subjectsOf(guide: Guide): Promise<Map<string, Subject>> {
  const plans = plansFor(await loadFlows(ownScenarios(), [], guide), [], guide, {});
  return new Map(plans.map((plan): [string, Subject] => [plan.id, { plan, guide }]));
}

/** Prints what went wrong and the totals. Answers how much went wrong. */
function summarize({ fates, undamaged }: MutantReport, ms: number): number {
  for (const finding of undamaged)
    process.stdout.write(`undamaged, and yet ${finding.verdict}: ${finding.id}: ${finding.seen}\n`);
  const killed = fates.filter((fate) => fate.killedBy);
  const requirements = new Set(killed.map((fate) => fate.mutant.requirement));
  process.stdout.write(
    `\n${killed.length} of ${fates.length} mutants killed, by checks of ${requirements.size} requirements; ` +
      `${undamaged.length} findings on undamaged servers; ${(ms / 1000).toFixed(1)} s\n`,
  );
  return fates.length - killed.length + undamaged.length;
}

/** Prints which requirements no mutant breaks. Answers how many. */
function tellGaps(guide: Guide, subjects: ReadonlyMap<string, Subject>): number {
  for (const id of UNUSED_DEFECTS)
    process.stdout.write(`defect "${id}" of the embedded server is shown by no mutant\n`);
  const plans = [...subjects.values()].map(({ plan }) => plan);
  const { testable, unchecked, unbroken } = gapsOf(guide, plans, MUTANTS);
  process.stdout.write(`${testable} SHALL statements can be tested\n`);
  if (unbroken.length > 0)
    process.stdout.write(`${unbroken.length} have a check but no mutant: ${unbroken.join(', ')}\n`);
  if (unchecked.length > 0) process.stdout.write(`${unchecked.length} have no check: ${unchecked.join(', ')}\n`);
  return unbroken.length + unchecked.length;
}

function line({ mutant, killedBy, others }: Fate): string {
  return row(mutant.id, killedBy ? placeOf(killedBy.id) : `SURVIVED${noticedBy(others)}`, mutant.requirement);
}

function noticedBy(others: Fate['others']): string {
  const told = others.slice(0, 3).map((finding) => `${placeOf(finding.id)} [${finding.requirements.join(', ')}]`);
  return told.length > 0 ? `; noticed only by ${told.join('; ')}` : '';
}

/** The part of a finding's id that says where in the run. */
function placeOf(id: string): string {
  return id.slice(id.indexOf('#') + 1);
}

function row(mutant: string, killedBy: string, requirement: string): string {
  return `${mutant.padEnd(40)} ${killedBy.padEnd(56)} ${requirement}\n`;
}

process.exitCode = await main();
