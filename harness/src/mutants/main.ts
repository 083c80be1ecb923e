import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import { plansOf } from '../plan/build-plan.js';
import { draftedFlows } from './drafted-flows.js';
import { withHardFlows } from '../plan/hard-flows.fixture.js';
import { MUTANTS } from './catalog.js';
import { runMutants, type Fate } from './run-mutants.js';
import { UNUSED_DEFECTS } from './servers.js';

/** `npm run mutants`: everything made wrong on purpose must be noticed, by a check that cites the right requirement. */
async function main(): Promise<number> {
  // The drafted flows of decision 0005 hold what the guide's own do not have yet: deadlines, races, messages that cross.
  const guide = withHardFlows(loadGuide());
  const own = plansFor(await loadFlows(ownScenarios(), [], guide), [], guide, {});
  const plans = [...own, ...draftedFlows(guide).flatMap((flow) => plansOf(flow, guide))];
  const began = performance.now();
  const { fates, undamaged } = await runMutants(MUTANTS, plans, guide, (fate) => process.stdout.write(line(fate)));
  const survivors = fates.filter((fate) => !fate.killedBy);
  for (const finding of undamaged)
    process.stdout.write(`undamaged, and yet ${finding.verdict}: ${finding.id}: ${finding.seen}\n`);
  for (const id of UNUSED_DEFECTS)
    process.stdout.write(`defect "${id}" of the embedded server is shown by no mutant\n`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const requirements = new Set(fates.filter((fate) => fate.killedBy).map((fate) => fate.mutant.requirement));
  process.stdout.write(
    `\n${fates.length - survivors.length} of ${fates.length} mutants killed, by checks of ${requirements.size} requirements; ` +
      `${undamaged.length} findings on undamaged servers; ${seconds} s\n`,
  );
  return survivors.length + undamaged.length + UNUSED_DEFECTS.length === 0 ? 0 : 1;
}

function line({ mutant, killedBy, others }: Fate): string {
  const told = killedBy
    ? `killed by ${killedBy.id.split('#')[1] ?? ''}`
    : `SURVIVED${
        others.length
          ? `; noticed only by ${others
              .slice(0, 3)
              .map((finding) => `${finding.id.split('#')[1] ?? ''} [${finding.requirements.join(', ')}]`)
              .join('; ')}`
          : ''
      }`;
  return `${mutant.id.padEnd(36)} ${mutant.requirement.padEnd(32)} ${told}\n`;
}

process.exitCode = await main();
