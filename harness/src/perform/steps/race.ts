import type { RaceStep } from '../../plan/plan.js';
import { OK, type Outcome, type RunContext } from '../context.js';
import { performWrite } from './write.js';

/** Starts all lanes together and waits for every answer. Who won is for the judge: losing is no fault here. */
export async function performRace(step: RaceStep, run: RunContext): Promise<Outcome> {
  await Promise.all(step.lanes.map((lane) => performWrite({ ...lane, refused: lane.refused ?? 'taken' }, run)));
  return OK;
}
