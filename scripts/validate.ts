import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { Definitions } from '../harness/src/guide/guide.js';
import { loadGuide } from '../harness/src/guide/load-guide.js';
import { findGuideRoot, guidePaths, type GuidePaths } from './guide/paths.js';
import { LongWork } from './java/progress.js';
import { MissingToolError } from './java/tools.js';
import { writeQuality, type QualityResult } from './quality-result.js';
import { Acceptance, parseAccepted, type Accepted } from './validator/accepted.js';
import { checkAll } from './validator/check.js';
import { compareAll, judgeComparisons, parseDisagreements, type Disagreement } from './validator/compare.js';
import { isError } from './validator/issue.js';
import { PLANTED, selfTest } from './validator/self-test.js';
import { startValidator, type Validator } from './validator/server.js';
import { guideSubjects, trafficSubjects, type Subject } from './validator/subjects.js';
import { comparisonTable } from './validator/table.js';

interface Options {
  histories?: string;
  compare?: boolean;
  selfTest?: boolean;
  all?: boolean;
  result?: string;
}

// npm run validate: exit code 0 when nothing is wrong, 1 when something is, 2 when it cannot be run here.
const command = new Command('validate')
  .description("Validates the compiled guide with HL7's official validator, offline.")
  .option('--histories <folder>', 'also what the runs whose histories are below this folder sent and received')
  .option('--compare', 'holds the quick in-process validation against the official one, on faulty resources')
  .option('--self-test', 'shows that the validator finds faults planted in an example')
  .option('--all', 'the validation, then the self-test and the comparison, with one start of the validator')
  .option('--result <file>', 'also write what came of the validation to this file, for `npm run site -- --quality`')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
const options = command.parse().opts<Options>();

try {
  process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof MissingToolError ? 2 : 1;
}

async function run({ histories, compare, selfTest: test, all, result }: Options): Promise<boolean> {
  const paths = guidePaths(findGuideRoot());
  const resources = path.join(paths.generated, 'resources');
  const lists = path.join(paths.root, 'scripts', 'validator');
  const accepted = readList(path.join(lists, 'accepted.yaml'), paths, parseAccepted);
  const disagreements = readList(path.join(lists, 'disagreements.yaml'), paths, parseDisagreements);
  const guide = loadGuide(resources);
  const traffic = histories === undefined ? [] : trafficSubjects(histories, guide.canonical);
  const subjects = [...[resources, path.join(paths.input, 'resources')].flatMap(guideSubjects), ...traffic];
  const validator = await startValidator(paths);
  try {
    let good = true;
    if (all === true || (test !== true && compare !== true)) {
      const { good: found, quality } = await runCheck(validator, subjects, accepted);
      if (result !== undefined) writeQuality(result, { ...quality, version: guide.version });
      good = found;
    }
    if (all === true || test === true) good = (await runSelfTest(validator, resources, accepted)) && good;
    if (all === true || compare === true) {
      good = (await runComparison(validator, guide.definitions, disagreements)) && good;
    }
    return good;
  } finally {
    await validator.stop();
  }
}

function readList<Entry>(file: string, paths: GuidePaths, parse: (text: string, file: string) => Entry[]): Entry[] {
  return parse(readFileSync(file, 'utf8'), path.relative(paths.root, file));
}

async function runCheck(
  validator: Validator,
  subjects: Subject[],
  accepted: Accepted[],
): Promise<{ good: boolean; quality: Omit<QualityResult, 'version'> }> {
  const acceptance = new Acceptance(accepted);
  const work = new LongWork('Validating');
  const { problems, accepted: tolerated } = await checkAll(validator, subjects, acceptance, work);
  work.end(`${subjects.length} resources`);
  for (const { subject, issue } of problems) {
    console.log(
      `${issue.severity}: ${subject} ${issue.path}\n  ${issue.message}${issue.id === '' ? '' : ` (${issue.id})`}`,
    );
  }
  const stale = acceptance.stale(subjects.map(({ name }) => name));
  for (const entry of stale) {
    console.log(`accepted.yaml:${entry.line}: stale, nothing says "${entry.message}" any more: remove the entry`);
  }
  const errors = problems.filter(({ issue }) => isError(issue)).length;
  console.log(
    `Official validator ${validator.version}: ${subjects.length} resources, ${errors} errors, ${problems.length - errors} warnings; ` +
      `accepted with a reason: ${tolerated.errors} errors, ${tolerated.warnings} warnings; stale entries: ${stale.length}`,
  );
  const quality = {
    quality: 1 as const,
    about: `HL7's official validator ${validator.version}, without a terminology server, on ${subjects.length} resources.`,
    at: new Date().toISOString(),
    findings: problems.map(({ subject, issue }) => `${issue.severity}: ${subject} ${issue.path}: ${issue.message}`),
    accepted: accepted
      .map((entry) => ({
        finding: `${entry.severity}: ${entry.message}`,
        reason: entry.reason,
        count: acceptance.count(entry),
      }))
      .filter(({ count }) => count > 0),
  };
  return { good: problems.length === 0 && stale.length === 0, quality };
}

async function runSelfTest(validator: Validator, resources: string, accepted: Accepted[]): Promise<boolean> {
  const failures = await selfTest(validator, resources, accepted);
  for (const failure of failures) console.log(`self-test: ${failure}`);
  console.log(
    `Self-test: ${PLANTED} planted faults, ${failures.length === 0 ? 'all found' : `${failures.length} failures`}`,
  );
  return failures.length === 0;
}

async function runComparison(validator: Validator, definitions: Definitions, known: Disagreement[]): Promise<boolean> {
  const work = new LongWork('Comparing');
  let done = 0;
  const comparisons = await compareAll(
    definitions,
    (resource) => validator.validate(resource),
    () => work.at(`${++done} faults`),
  );
  work.end(`${comparisons.length} faults`);
  console.log(comparisonTable(comparisons, known));
  const { unlisted, stale } = judgeComparisons(comparisons, known);
  for (const { fault, official } of unlisted) {
    console.log(`disagreement not listed: ${fault}${official.message === '' ? '' : `; official: ${official.message}`}`);
  }
  for (const entry of stale) console.log(`disagreements.yaml:${entry.line}: stale, both agree on ${entry.fault}`);
  const agreed = comparisons.filter(({ agree }) => agree).length;
  console.log(
    `${comparisons.length} faults: ${agreed} agreed, ${comparisons.length - agreed} not (${unlisted.length} of them unlisted); ` +
      `stale entries: ${stale.length}`,
  );
  return unlisted.length === 0 && stale.length === 0;
}
