import type { RaceStep } from '../../plan/plan.js';
import { OK, type Outcome, type RunContext } from '../context.js';
import { performWrite } from './write.js';

/**
 * Starts all lanes together and waits for every answer. Losing is no fault here: who may win is for the judge. The story goes on from
 * what those left who did.
 */
export async function performRace(step: RaceStep, run: RunContext): Promise<Outcome> {
  await Promise.all(step.lanes.map((lane) => performWrite(lane, run, true)));
  return OK;
}
