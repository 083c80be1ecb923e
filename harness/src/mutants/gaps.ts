import type { Guide, Requirement } from '../guide/guide.js';
import { LAWS } from '../judge/laws/catalog.js';
import type { Plan } from '../plan/plan.js';
import type { Mutant } from './mutant.js';

/** What is binding, can be tested, and has not been shown to be. Keys are in the order of the guide. */
export interface Gaps {
  /** How many statements say SHALL or SHALL NOT and are not marked untestable. */
  testable: number;
  /** Those that neither a flow nor a law verifies. */
  unchecked: string[];
  /** Those that are verified, but no mutant breaks. */
  unbroken: string[];
}

/** Which binding requirements lack a check, or a mutant that would show the check to work. */
export function gapsOf(guide: Guide, plans: readonly Plan[], mutants: readonly Mutant[]): Gaps {
  const testable = [...guide.requirements.values()].filter(isTestable).map(({ key }) => key);
  const checked = new Set([...LAWS.flatMap(({ law }) => law.requirements), ...plans.flatMap(verifiedBy)]);
  const broken = new Set(mutants.map(({ requirement }) => requirement));
  return {
    testable: testable.length,
    unchecked: testable.filter((key) => !checked.has(key) && !broken.has(key)),
    unbroken: testable.filter((key) => checked.has(key) && !broken.has(key)),
  };
}

function isTestable({ conformance, untestable }: Requirement): boolean {
  return (conformance === 'SHALL' || conformance === 'SHALL-NOT') && untestable === undefined;
}

function verifiedBy(plan: Plan): string[] {
  return plan.acts.flatMap((act) => [...act.verifies, ...act.checks.flatMap((check) => check.verifies)]);
}
