import { loadGuide } from '../guide/load-guide.js';
import type { Guide } from '../guide/guide.js';
import type { Scenario } from '../plan/scenario.js';
import { loadFlows, ownScenarios } from './flows.js';
import { knownFlow } from './known-flows.js';
import type { Selector } from './select.js';
import { UsageError } from './usage-error.js';

/** Options that every subcommand takes. */
export interface GlobalOptions {
  guide?: string;
  scenarios?: string;
  color?: boolean;
}

/** The guide to use; what is wrong with its folder is told as wrong usage. */
export function openGuide(options: GlobalOptions): Guide {
  try {
    return options.guide === undefined ? loadGuide() : loadGuide(options.guide);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The flows to use: those that any selector may mean. */
export function openFlows(options: GlobalOptions, selectors: readonly Selector[], guide: Guide): Promise<Scenario[]> {
  // What the build knows of flows, it knows of them by this package's own guide.
  const recall = (text: string): Scenario | undefined => (options.guide === undefined ? knownFlow(text) : undefined);
  return loadFlows(options.scenarios ?? ownScenarios(), selectors, guide, recall);
}
