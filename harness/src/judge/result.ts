import type { Verdict } from './finding.js';
import type { RunView, StepView } from './view.js';

/** What a check or a law found, before it gets its place in the run. */
export interface Result {
  /** What it is about, when a law is judged for several things: an instance key, an actor, a step. Part of the finding's id. */
  about?: string;
  step?: string;
  act?: string;
  verdict: Verdict;
  /** In place of the law's own requirements. */
  requirements?: string[];
  rule?: string;
  expected: string;
  seen: string;
  evidence: number[];
}

/** A check that holds on every exchange, in every flow. */
export interface Law {
  /** Kebab-case; findings are `run#law.<id>[.<about>]`. */
  id: string;
  title: string;
  /** Keys of the requirements that it verifies. */
  requirements: string[];
  /** The FHIR rule, when no requirement of the guide stands behind it. */
  rule?: string;
}

/** A law that stands behind requirements of the guide. */
export function lawOf(id: string, title: string, ...requirements: string[]): Law {
  return { id, title, requirements };
}

/** A law with what judges by it: answers nothing where a run has no occasion for it. */
export interface JudgedLaw {
  law: Law;
  judge: (run: RunView) => Result[];
}

const WEAK: ReadonlySet<string | undefined> = new Set(['SHOULD', 'SHOULD-NOT', 'MAY']);

/** Whether nothing stronger than a SHOULD or a MAY stands behind a check: missing it is a warning then. */
export function onlyWeak(requirements: readonly string[], { guide }: RunView): boolean {
  return requirements.length > 0 && requirements.every((key) => WEAK.has(guide.requirements.get(key)?.conformance));
}

/** Why a step shows nothing: it was not reached, the harness failed, or an external actor did not act. Undefined when it was carried out. */
export function whyNotShown(view: StepView | undefined): Pick<Result, 'verdict' | 'seen'> | undefined {
  if (!view || view.start === undefined || !view.end)
    return { verdict: 'not-reached', seen: 'the run did not get there' };
  const reason = view.end.reason ?? 'no reason given';
  if (view.end.outcome === 'skipped') return { verdict: 'not-reached', seen: reason };
  if (view.end.outcome === 'fault') return { verdict: 'harness-fault', seen: `the harness itself failed: ${reason}` };
  if (view.step.kind === 'await' && view.end.outcome === 'late') return { verdict: 'inconclusive', seen: reason };
  return undefined;
}

/** Record numbers that a step left, for evidence. */
export function evidenceOf(view: StepView | undefined): number[] {
  if (!view) return [];
  if (view.http.length > 0) return view.http.map((record) => record.n);
  return view.end ? [view.end.n] : [];
}
