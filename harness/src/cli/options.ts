import { loadGuide } from '../guide/load-guide.js';
import type { Guide } from '../guide/guide.js';
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
