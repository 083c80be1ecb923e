import type { Finding } from '../../judge/finding.js';
import type { HistoryRecord } from '../../history/record.js';
import type { Plan, Step } from '../../plan/plan.js';
import type { SectionNotes } from '../../report/html/views.js';

/** A run that was carried out, or that was cut off, with what was found. */
export interface Judged {
  plan: Plan;
  findings: Finding[];
  /** Whether anything reached the target or came from it. */
  executed: boolean;
  /** Milliseconds. */
  ms: number;
  /** File name of its history below the report folder; empty when none was written. */
  history: string;
  evidence: Evidence;
}

/** What proves a run's findings. It may lie in another thread: then only what is asked for comes over. */
export interface Evidence {
  /** The run's history. */
  records(): readonly HistoryRecord[];
  /** Its section of the HTML report, where that is better made beside the records. */
  section?(notes: SectionNotes): Promise<string>;
}

/** Told of each step of a run as it begins. */
export type StepWatch = (plan: Plan, step: Pick<Step, 'title'>, index: number, of: number) => void;

/** A place where runs are carried out and judged, several at the same time. */
export interface Workshop {
  /** Carries out and judges a run. Rejects only for a fault of the harness that no finding can tell. */
  run(plan: Plan): Promise<Judged>;
  /** Ends all runs after the step under way. */
  stop(): void;
  /** Gives up what it holds; evidence that lies there is gone. */
  close(): Promise<void>;
}
