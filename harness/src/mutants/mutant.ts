import type { HistoryRecord, TroubleKind } from '../history/record.js';
import type { ExchangeId, Step } from '../plan/plan.js';
import type { ServerHooks } from '../targets/embedded/hooks.js';

/** Something made wrong on purpose, and what must notice it. */
export interface Mutant {
  id: string;
  /** One sentence that says what is wrong. */
  title: string;
  /** The requirement that the finding which kills it must cite. */
  requirement: string;
  /** Run that shows it, `flow[/branch]` without exchange; `simple-lab-order` unless given. */
  flow?: string;
  exchange: ExchangeId;
  /** What notifications meet with on their way, in the run that shows it. */
  trouble?: readonly TroubleKind[];
  /** Whether the servers of the run that shows it know their callers, and give each what its part allows; else everybody may all. */
  guarded?: true;
  how:
    | { kind: 'server'; hooks: ServerHooks }
    | { kind: 'actor'; distort: (step: Step) => Step }
    | { kind: 'party'; waitsInVain: true }
    | { kind: 'history'; alter: (records: HistoryRecord[]) => HistoryRecord[] };
}

/** Which run a mutant is shown on. */
export function runOf(mutant: Mutant): string {
  return `${mutant.flow ?? 'simple-lab-order'}@${mutant.exchange}`;
}

/** The undamaged run that it is compared with: mutants of the same run under the same trouble share one. */
export function baselineOf({ trouble, guarded, ...mutant }: Mutant): string {
  return `${runOf(mutant)} ${trouble?.join(',') ?? ''} ${guarded ? 'guarded' : ''}`;
}
