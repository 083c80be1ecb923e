import type { Guide } from '../guide/guide.js';
import type { HistoryRecord, TroubleKind } from '../history/record.js';
import type { Finding } from '../judge/finding.js';
import { judgeRun } from '../judge/judge.js';
import { Endpoint } from '../perform/endpoint.js';
import { HttpClient } from '../perform/http.js';
import { performRun, type RunOptions } from '../perform/run.js';
import type { Plan } from '../plan/plan.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';
import { startEmbeddedTarget } from '../targets/embedded-target.js';
import { baselineOf, runOf, type Mutant } from './mutant.js';

/** How long a change may take in a mutant's run, milliseconds: what is lost is missed soon. */
const BOUND_MS = 400;

/** The same on undamaged servers, where nothing is lost and nobody waits that long: only a busy machine needs it. */
const UNDAMAGED_BOUND_MS = 5000;

/** Where a moment of the story must go by: it comes one bound after the beginning, and whatever was done too late for it shows nothing. */
const BOUND_TO_MOMENT_MS = 5000;

/** How many runs are under way at the same time. Each has servers of its own. */
const AT_ONCE = 4;

/** A run that mutants are shown on, and the guide that it is judged by. */
export interface Subject {
  plan: Plan;
  guide: Guide;
  /** What notifications meet with on their way. */
  trouble?: readonly TroubleKind[];
  /** Whether the servers know their callers. */
  guarded?: true;
}

/** What became of a mutant. */
export interface Fate {
  mutant: Mutant;
  /** The finding that killed it; absent for a survivor. */
  killedBy?: Finding;
  /** Findings that noticed something, but cite other requirements. */
  others: Finding[];
}

export interface MutantReport {
  /** In the order of the mutants. */
  fates: Fate[];
  /** Findings other than pass on the undamaged target: there must be none. */
  undamaged: Finding[];
}

const noticed = (finding: Finding): boolean => finding.verdict === 'fail' || finding.verdict === 'warn';

/**
 * Runs every mutant, and every run that a mutant is shown on undamaged. `subjects` are the runs there are, by id. `onFate` is told of each
 * in the order of the mutants, as soon as all before it are known too.
 */
export async function runMutants(
  mutants: readonly Mutant[],
  subjects: ReadonlyMap<string, Subject>,
  onFate: (fate: Fate) => void = () => {},
): Promise<MutantReport> {
  const laboratory = await Laboratory.open();
  try {
    const shows = [...new Map(mutants.map((mutant) => [baselineOf(mutant), mutant])).values()];
    const shown = await atOnce(shows, (mutant) => laboratory.run(subjectOf(mutant, subjects), UNDAMAGED_BOUND_MS));
    const baselines = new Map(shows.map((mutant, index) => [baselineOf(mutant), shown[index] as HistoryRecord[]]));
    const undamaged = shows
      .flatMap((mutant, index) => judgeRun(shown[index] ?? [], subjectOf(mutant, subjects).guide))
      .filter((finding) => finding.verdict !== 'pass');
    const told = inOrder(onFate);
    const fates = await atOnce(mutants, async (mutant, index) => {
      const subject = subjectOf(mutant, subjects);
      const fate = fateOf(mutant, judgeRun(await recordsOf(mutant, subject, baselines, laboratory), subject.guide));
      told(fate, index);
      return fate;
    });
    return { fates, undamaged };
  } finally {
    await laboratory.close();
  }
}

function fateOf(mutant: Mutant, findings: readonly Finding[]): Fate {
  const caught = findings.filter(noticed);
  const killedBy = caught.find((finding) => finding.requirements.includes(mutant.requirement));
  const others = caught.filter((finding) => finding !== killedBy);
  return { mutant, ...(killedBy ? { killedBy } : {}), others };
}

/** Works on several at the same time, and answers what came of each in the order given. */
async function atOnce<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Holds back what is done until all before it is done. */
function inOrder<T>(tell: (item: T) => void): (item: T, index: number) => void {
  const waiting = new Map<number, T>();
  let next = 0;
  return (item, index) => {
    waiting.set(index, item);
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next++);
      tell(ready);
    }
  };
}

function subjectOf(mutant: Mutant, subjects: ReadonlyMap<string, Subject>): Subject {
  const subject = subjects.get(runOf(mutant));
  if (!subject) throw new Error(`a mutant is shown on ${runOf(mutant)}, which no flow gives`);
  const { trouble, guarded } = mutant;
  return { ...subject, ...(trouble ? { trouble } : {}), ...(guarded ? { guarded } : {}) };
}

async function recordsOf(
  mutant: Mutant,
  subject: Subject,
  baselines: ReadonlyMap<string, HistoryRecord[]>,
  laboratory: Laboratory,
): Promise<HistoryRecord[]> {
  const boundMs = subject.plan.deadline === undefined ? BOUND_MS : BOUND_TO_MOMENT_MS;
  switch (mutant.how.kind) {
    case 'server':
      return laboratory.run(subject, boundMs, {}, mutant.how.hooks);
    case 'actor':
      return laboratory.run(subject, boundMs, { distort: mutant.how.distort });
    case 'party':
      return laboratory.run(subject, boundMs, { waitsInVain: mutant.how.waitsInVain });
    case 'history':
      return mutant.how.alter([...(baselines.get(baselineOf(mutant)) ?? [])]);
  }
}

/** Fresh embedded servers for every run, so that one mutant's damage never reaches another. */
class Laboratory {
  private readonly client = new HttpClient(5000);

  private constructor(private readonly endpoint: Endpoint) {}

  static async open(): Promise<Laboratory> {
    return new Laboratory(await Endpoint.start());
  }

  async run(
    { plan, guide, trouble = [], guarded }: Subject,
    boundMs: number,
    options: RunOptions = {},
    hooks?: ServerHooks,
  ): Promise<HistoryRecord[]> {
    const actors = plan.actors.filter((actor) => actor.hosts).map((actor) => actor.name);
    const target = await startEmbeddedTarget(guide, {
      servers: 'two',
      actors,
      boundMs,
      open: !guarded,
      ...(hooks ? { hooks } : {}),
    });
    try {
      return await performRun(plan, { guide, target, client: this.client, endpoint: this.endpoint, trouble }, options);
    } finally {
      await target.stop();
    }
  }

  async close(): Promise<void> {
    await this.endpoint.close();
    await this.client.close();
  }
}
