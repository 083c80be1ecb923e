import { describe, expect, it } from 'vitest';
import { loadFlows, ownScenarios, plansFor } from '../cli/flows.js';
import { loadGuide } from '../guide/load-guide.js';
import { MUTANTS } from './catalog.js';
import { runOf } from './mutant.js';
import { runMutants, type Subject } from './run-mutants.js';

const guide = loadGuide();
const plans = plansFor(await loadFlows(ownScenarios(), [{ flow: 'simple-lab-order' }], guide), [], guide, {});
const subjects = new Map(plans.map((plan): [string, Subject] => [plan.id, { plan, guide }]));

describe('runMutants', () => {
  it('tells of mutants in their order, however long each takes, and of a survivor what noticed it', async () => {
    // The first loses what is waited for, the others are judged from what is there already.
    const ids = ['server.notification-lost', 'history.element-lost', 'history.wrong-final-status'];
    const mutants = ids.flatMap((id) => MUTANTS.filter((mutant) => mutant.id === id));
    const cited = mutants.map((mutant, index) => (index === 1 ? { ...mutant, requirement: 'no-such' } : mutant));
    const told: string[] = [];
    const { fates, undamaged } = await runMutants(cited, subjects, ({ mutant }) => told.push(mutant.id));
    expect(told).toEqual(ids);
    expect(undamaged).toEqual([]);
    expect(fates.map(({ killedBy }) => killedBy !== undefined)).toEqual([true, false, true]);
    expect(fates[1]?.others.flatMap((finding) => finding.requirements)).toContain('nothing-lost');
  });

  it('refuses a mutant of a run that there is not', async () => {
    const [mutant] = MUTANTS.filter((one) => runOf(one).startsWith('simple-lab-order'));
    if (!mutant) throw new Error('no mutant');
    await expect(runMutants([{ ...mutant, flow: 'no-flow' }], subjects)).rejects.toThrow('no-flow');
  });
});
