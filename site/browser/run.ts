import type { Check, Outcome, Subject } from './check.js';

/** Faults of one check that are told, at most: the first ones show what is wrong. */
const TOLD = 20;

/** Runs checks one after another and tells each outcome. Answers the ids of those that found faults. */
export async function runChecks(checks: readonly Check[], subject: Subject): Promise<string[]> {
  const failed: string[] = [];
  for (const check of checks) {
    const began = performance.now();
    const outcome = await check.run(subject);
    tell(check, outcome, performance.now() - began);
    if (outcome.faults.length > 0) failed.push(check.id);
  }
  return failed;
}

function tell({ id, title }: Check, { looked, faults }: Outcome, took: number): void {
  const verdict = faults.length === 0 ? 'pass' : `FAIL (${faults.length})`;
  console.log(`${id.padEnd(10)} ${verdict.padEnd(9)} ${title}: ${looked}, ${(took / 1000).toFixed(1)} s`);
  for (const fault of faults.slice(0, TOLD)) console.log(`    ${fault}`);
  if (faults.length > TOLD) console.log(`    and ${faults.length - TOLD} more`);
}
