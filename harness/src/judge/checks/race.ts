import type { RaceStep } from '../../plan/plan.js';
import { shows } from '../../plan/shows.js';
import { requirementsOfStep } from '../citations.js';
import { evidenceOf, whyNotShown, type Result } from '../result.js';
import { isSuccess, type RunView, type Sighting, type StepView, type Writing } from '../view.js';

/**
 * Whether exactly as many racers won as may, the others were told so by 412 (409 is accepted and reported), and whoever looked next saw
 * what the winner wrote.
 */
export function judgeRace(view: StepView & { step: RaceStep }, run: RunView): Result {
  const { step } = view;
  const expected = `of ${step.lanes.length} writes at the same time ${step.winners} succeed, the others are refused with 412`;
  const requirements = requirementsOfStep(step, run.plan.actors);
  return { ...outcomeOf(view, expected, run), requirements };
}

function outcomeOf(view: StepView & { step: RaceStep }, expected: string, run: RunView): Result {
  const { step } = view;
  const missing = whyNotShown(view);
  if (missing) return { ...missing, expected, evidence: evidenceOf(view) };
  const writings = run.writingsOf(step.id);
  const won = writings.filter(({ record }) => isSuccess(record));
  const losers = writings.filter(({ record }) => !isSuccess(record)).map(({ record }) => record.response?.status ?? 0);
  const evidence = writings.map(({ record }) => record.n);
  const seen = `${won.length} succeeded; the others were answered with ${[...new Set(losers)].join(', ') || 'nothing'}`;
  if (won.length !== step.winners || losers.some((status) => status !== 412 && status !== 409))
    return { verdict: 'fail', expected, seen, evidence };
  const hidden = notShown(won, view.end?.n ?? 0, run);
  if (hidden) {
    const told = `${seen}, but ${hidden.record.by} was then shown ${hidden.url} without what the winner wrote`;
    return { verdict: 'fail', expected, seen: told, evidence: [...evidence, hidden.record.n] };
  }
  return { verdict: losers.includes(409) ? 'warn' : 'pass', expected, seen, evidence };
}

/** The first look at what a winner wrote that does not show it. */
function notShown(won: readonly Writing[], end: number, run: RunView): Sighting | undefined {
  for (const { step, record } of won) {
    const next = [...run.sightings()].find(
      (sighting) => sighting.record.n > end && sighting.url === run.urlOf(step.key, step.at),
    );
    if (next && next.record.n > record.n && !shows(run.named(next.body, next.url), step.set)) return next;
  }
  return undefined;
}
