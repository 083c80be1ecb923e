import type { Guide } from '../guide/guide.js';
import type { HistoryRecord } from '../history/record.js';
import type { Finding } from '../judge/finding.js';
import { judgeRun } from '../judge/judge.js';
import { Endpoint } from '../perform/endpoint.js';
import { HttpClient } from '../perform/http.js';
import { performRun, type RunOptions } from '../perform/run.js';
import type { Plan } from '../plan/plan.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { runOf, type Mutant } from './mutant.js';

/** How long a change may take in a mutant's run, milliseconds: what is lost is missed soon. */
const BOUND_MS = 400;

/** The same on undamaged servers, where nothing is lost and nobody waits that long: only a busy machine needs it. */
const UNDAMAGED_BOUND_MS = 5000;

/** What became of a mutant. */
export interface Fate {
  mutant: Mutant;
  /** The finding that killed it; absent for a survivor. */
  killedBy?: Finding;
  /** Findings that noticed something, but cite other requirements. */
  others: Finding[];
}

export interface MutantReport {
  fates: Fate[];
  /** Findings other than pass on the undamaged target: there must be none. */
  undamaged: Finding[];
}

const noticed = (finding: Finding): boolean => finding.verdict === 'fail' || finding.verdict === 'warn';

/** Runs every mutant, and every run that a mutant is shown on undamaged. */
export async function runMutants(
  mutants: readonly Mutant[],
  plans: readonly Plan[],
  guide: Guide,
  onFate: (fate: Fate) => void = () => {},
): Promise<MutantReport> {
  const laboratory = new Laboratory(guide);
  try {
    const baselines = new Map<string, HistoryRecord[]>();
    for (const id of new Set(mutants.map(runOf)))
      baselines.set(id, await laboratory.run(planNamed(id, plans), UNDAMAGED_BOUND_MS));
    const undamaged = [...baselines.values()]
      .flatMap((records) => judgeRun(records, guide))
      .filter((finding) => finding.verdict !== 'pass');
    const fates: Fate[] = [];
    for (const mutant of mutants) {
      const findings = judgeRun(await recordsOf(mutant, plans, baselines, laboratory), guide);
      const caught = findings.filter(noticed);
      const killedBy = caught.find((finding) => finding.requirements.includes(mutant.requirement));
      const fate = {
        mutant,
        ...(killedBy ? { killedBy } : {}),
        others: caught.filter((finding) => finding !== killedBy),
      };
      fates.push(fate);
      onFate(fate);
    }
    return { fates, undamaged };
  } finally {
    await laboratory.close();
  }
}

function planNamed(id: string, plans: readonly Plan[]): Plan {
  const plan = plans.find((candidate) => candidate.id === id);
  if (!plan) throw new Error(`a mutant is shown on ${id}, which no flow gives`);
  return plan;
}

async function recordsOf(
  mutant: Mutant,
  plans: readonly Plan[],
  baselines: ReadonlyMap<string, HistoryRecord[]>,
  laboratory: Laboratory,
): Promise<HistoryRecord[]> {
  const plan = planNamed(runOf(mutant), plans);
  switch (mutant.how.kind) {
    case 'server':
      return laboratory.run(plan, BOUND_MS, {}, mutant.how.hooks);
    case 'actor':
      return laboratory.run(plan, BOUND_MS, { distort: mutant.how.distort });
    case 'history':
      return mutant.how.alter([...(baselines.get(plan.id) ?? [])]);
  }
}

/** Fresh embedded servers for every run, so that one mutant's damage never reaches another. */
class Laboratory {
  private readonly client = new HttpClient(5000);
  private endpoint?: Endpoint;

  constructor(private readonly guide: Guide) {}

  async run(plan: Plan, boundMs: number, options: RunOptions = {}, hooks?: ServerHooks): Promise<HistoryRecord[]> {
    this.endpoint ??= await Endpoint.start();
    const actors = plan.actors.filter((actor) => actor.hosts).map((actor) => actor.name);
    const target = await startEmbeddedTarget(this.guide, {
      servers: 'two',
      actors,
      boundMs,
      ...(hooks ? { hooks } : {}),
    });
    try {
      return await performRun(
        plan,
        { guide: this.guide, target, client: this.client, endpoint: this.endpoint },
        options,
      );
    } finally {
      await target.stop();
    }
  }

  async close(): Promise<void> {
    await this.endpoint?.close();
    await this.client.close();
  }
}
