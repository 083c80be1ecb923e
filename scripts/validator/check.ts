import type { LongWork } from '../java/progress.js';
import type { Acceptance } from './accepted.js';
import { isError, type OfficialIssue } from './issue.js';
import type { Validator } from './server.js';
import type { Subject } from './subjects.js';

/** What came of validating many resources. */
export interface CheckResult {
  subjects: number;
  /** Issues that are not tolerated, in the order of the subjects. */
  problems: { subject: string; issue: OfficialIssue }[];
  /** Number of issues that are tolerated. */
  accepted: { errors: number; warnings: number };
}

/**
 * Validates all subjects, one after the other: the validator's server works on one at a time, and closes connections that had to
 * wait. What is mere information does not count.
 */
export async function checkAll(
  validator: Validator,
  subjects: readonly Subject[],
  acceptance: Acceptance,
  work: LongWork,
): Promise<CheckResult> {
  const answers: OfficialIssue[][] = [];
  for (const { name, resource, profiles } of subjects) {
    try {
      answers.push(await validator.validate(resource, profiles));
    } catch (error) {
      throw new Error(`The validator failed at ${name}: ${(error as Error).message}`, { cause: error });
    }
    work.at(`${answers.length} of ${subjects.length}`);
  }
  return resultOf(subjects, answers, acceptance);
}

/** Sorts the validator's answers, one for each subject, into problems and what is tolerated. */
export function resultOf(
  subjects: readonly Subject[],
  answers: readonly (readonly OfficialIssue[])[],
  acceptance: Acceptance,
): CheckResult {
  const result: CheckResult = { subjects: subjects.length, problems: [], accepted: { errors: 0, warnings: 0 } };
  subjects.forEach(({ name }, index) => {
    for (const issue of answers[index] ?? []) {
      if (issue.severity === 'information') continue;
      if (!acceptance.of(name, issue)) result.problems.push({ subject: name, issue });
      else if (isError(issue)) result.accepted.errors++;
      else result.accepted.warnings++;
    }
  });
  return result;
}
