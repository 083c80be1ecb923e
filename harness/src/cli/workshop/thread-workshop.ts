import { Worker } from 'node:worker_threads';
import path from 'node:path';
import { readHistory } from '../../history/file.js';
import type { TroubleKind } from '../../history/record.js';
import type { Finding } from '../../judge/finding.js';
import type { Plan } from '../../plan/plan.js';
import type { SectionNotes } from '../../report/html/views.js';
import type { Judged, StepWatch, Workshop } from './workshop.js';

/** What a thread needs to start embedded servers of its own. */
export interface ThreadSettings {
  /** Folder of the compiled guide, when it is not the one that comes along. */
  guide?: string;
  servers: 'one' | 'two';
  /** Names of the actors that host. */
  actors: readonly string[];
  /** Where histories go. */
  folder: string;
  /** What becomes of notifications on purpose, in turn. */
  trouble?: readonly TroubleKind[];
  /** How often each run is carried out. */
  times?: number;
  /** Whether to tell of steps as they begin. */
  tellSteps: boolean;
}

/** What is asked of a thread. */
export type Order =
  { kind: 'run'; plan: Plan } | { kind: 'section'; id: string; notes: SectionNotes } | { kind: 'stop' };

/** What a thread tells. */
export type Word =
  | { kind: 'step'; id: string; title: string; index: number; of: number }
  | { kind: 'done'; id: string; findings: Finding[]; executed: boolean; ms: number; history: string }
  | { kind: 'section'; id: string; html: string }
  | { kind: 'failed'; id: string; reason: string };

interface Waiter {
  resolve(word: Word): void;
  reject(error: Error): void;
}

/**
 * A workshop in a thread of its own, with embedded servers of its own: the default target costs processor time alone, so it is
 * as fast as there are processors. Histories and sections of the report are written there; findings come over.
 */
export class ThreadWorkshop implements Workshop {
  private readonly plans = new Map<string, Plan>();
  private readonly waiting = new Map<string, Waiter>();
  private readonly worker: Worker;
  private broken?: Error;

  constructor(
    private readonly settings: ThreadSettings,
    private readonly onStep?: StepWatch,
  ) {
    this.worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: settings });
    this.worker.on('message', (word: Word) => this.hear(word));
    this.worker.on('error', (error) => this.fail(error as Error));
    this.worker.on('exit', (code) => this.fail(new Error(`a thread of the harness ended (${code})`)));
  }

  async run(plan: Plan): Promise<Judged> {
    this.plans.set(plan.id, plan);
    const word = await this.ask(`run ${plan.id}`, { kind: 'run', plan });
    if (word.kind !== 'done') throw new Error(`a thread answered a run by ${word.kind}`);
    const { findings, executed, ms, history } = word;
    const evidence = {
      records: () => readHistory(path.join(this.settings.folder, history)),
      section: (notes: SectionNotes) => this.section(plan.id, notes),
    };
    return { plan, findings, executed, ms, history, evidence };
  }

  stop(): void {
    this.post({ kind: 'stop' });
  }

  async close(): Promise<void> {
    this.broken ??= new Error('this thread has been closed');
    await this.worker.terminate();
  }

  private async section(id: string, notes: SectionNotes): Promise<string> {
    const word = await this.ask(`section ${id}`, { kind: 'section', id, notes });
    if (word.kind !== 'section') throw new Error(`a thread answered a section by ${word.kind}`);
    return word.html;
  }

  private ask(key: string, order: Order): Promise<Word> {
    return new Promise((resolve, reject) => {
      if (this.broken) return reject(this.broken);
      this.waiting.set(key, { resolve, reject });
      this.post(order);
    });
  }

  private post(order: Order): void {
    this.worker.postMessage(order);
  }

  private hear(word: Word): void {
    if (word.kind === 'step') return this.tellStep(word);
    if (word.kind === 'failed') return this.fail(new Error(word.reason));
    const key = `${word.kind === 'done' ? 'run' : 'section'} ${word.id}`;
    this.waiting.get(key)?.resolve(word);
    this.waiting.delete(key);
  }

  private tellStep({ id, title, index, of }: Extract<Word, { kind: 'step' }>): void {
    const plan = this.plans.get(id);
    if (plan) this.onStep?.(plan, { title }, index, of);
  }

  /** Whoever waits for the thread waits in vain. */
  private fail(error: Error): void {
    this.broken ??= error;
    for (const { reject } of this.waiting.values()) reject(this.broken);
    this.waiting.clear();
  }
}
