import { statSync } from 'node:fs';
import path from 'node:path';
import { redactor } from '../../history/redact.js';
import { historyFileName, openHistory, readHistory } from '../../history/file.js';
import type { HistoryRecord } from '../../history/record.js';
import type { Verdict } from '../../judge/finding.js';
import { wasTooSlow } from '../../judge/deadline.js';
import { judgeRun } from '../../judge/judge.js';
import { performRun, type Performer } from '../../perform/run.js';
import type { Plan } from '../../plan/plan.js';
import { carriedOut } from '../../report/build-report.js';
import type { Evidence, Judged, StepWatch, Workshop } from './workshop.js';

/** A run that was carried out, or that was cut off. */
export interface DoneRun {
  records: HistoryRecord[];
  /** Milliseconds. */
  ms: number;
  /** See {@link Judged.history}. */
  history: string;
}

export interface PerformOptions {
  /** Folder for histories; without it none are written. */
  folder?: string;
  signal?: AbortSignal;
  onStep?: StepWatch;
  /** Told what a run waits for a system under test to do. */
  onWait?: (plan: Plan, what: string) => void;
  /** See RunOptions in perform/run. */
  leadTimes?: number;
}

/** Carries out one run; its history is written as it happens. */
export async function perform(plan: Plan, performer: Performer, options: PerformOptions): Promise<DoneRun> {
  const { folder, signal, onStep, onWait } = options;
  const history = folder === undefined ? '' : path.join('history', historyFileName(plan.id));
  const file = folder === undefined ? undefined : openHistory(path.join(folder, history));
  const began = performance.now();
  try {
    const records = await performRun(plan, performer, {
      redact: redactor(performer.target.secrets),
      ...(file ? { sink: file.sink } : {}),
      ...(signal ? { signal } : {}),
      ...(options.leadTimes ? { leadTimes: options.leadTimes } : {}),
      ...(onStep ? { onStep: (step, index, of) => onStep(plan, step, index, of) } : {}),
      ...(onWait ? { onWait: (what) => onWait(plan, what) } : {}),
    });
    return { records, ms: Math.round(performance.now() - began), history };
  } finally {
    file?.close();
  }
}

export interface WorkshopOptions extends Omit<PerformOptions, 'signal'> {
  /** How often each run is carried out, at least once; the first time that not all of it passes is what counts, else the last. */
  times?: number;
}

/** Bytes from which on a history is read again where it is needed. */
const LONG_HISTORY = 8 * 1024 * 1024;

/** How many times as long a run is given for what comes before the moment of its story, when that was too short. */
const MORE_TIME = 4;

/** Verdicts that are no reason to look closer at this very time. */
function isCalm(verdict: Verdict): boolean {
  return verdict === 'pass' || verdict === 'not-claimed';
}

/** The workshop in this thread. Target, client and endpoint belong to whoever made them. */
export class LocalWorkshop implements Workshop {
  private readonly stopping = new AbortController();

  constructor(
    private readonly performer: Performer,
    private readonly options: WorkshopOptions = {},
  ) {}

  async run(plan: Plan): Promise<Judged> {
    let judged = await this.once(plan);
    for (let round = 1; round < (this.options.times ?? 1); round++) {
      if (this.stopping.signal.aborted || judged.findings.some(({ verdict }) => !isCalm(verdict))) break;
      judged = await this.once(plan);
    }
    return judged;
  }

  private async once(plan: Plan): Promise<Judged> {
    const { records, ms, history } = await this.inTime(plan);
    const findings = judgeRun(records, this.performer.guide);
    return { plan, findings, executed: carriedOut(records), ms, history, evidence: this.evidenceOf(records, history) };
  }

  /** A long history is not held until the report is written: it lies on disk. */
  private evidenceOf(records: HistoryRecord[], history: string): Evidence {
    const { folder } = this.options;
    const file = folder === undefined ? undefined : path.join(folder, history);
    if (file === undefined || statSync(file).size < LONG_HISTORY) return { records: () => records };
    return { records: () => readHistory(file) };
  }

  /**
   * A run in which the moment of its story came too soon shows nothing: it is done once more, with more time. A server that was just
   * started, or a busy machine, may need it.
   */
  private async inTime(plan: Plan): Promise<DoneRun> {
    const { guide } = this.performer;
    const options = { ...this.options, signal: this.stopping.signal };
    const done = await perform(plan, this.performer, options);
    if (this.stopping.signal.aborted || !wasTooSlow(done.records, guide)) return done;
    return perform(plan, this.performer, { ...options, leadTimes: MORE_TIME });
  }

  stop(): void {
    this.stopping.abort();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
