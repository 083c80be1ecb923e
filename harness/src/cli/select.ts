import { UsageError } from './usage-error.js';

/** `flow[/branch][@exchange]`; each part may hold `*`. */
export interface Selector {
  flow: string;
  branch?: string;
  exchange?: string;
}

const FORM = /^([a-z0-9*.-]+)(?:\/([a-z0-9*.-]+))?(?:@([a-z0-9*-]+))?$/;

/** Reads a selector as given on the command line. */
export function parseSelector(text: string): Selector {
  const [, flow, branch, exchange] = FORM.exec(text) ?? [];
  if (!flow) throw new UsageError(`"${text}" names no run: write flow[/branch][@exchange], with * for any text`);
  return { flow, ...(branch ? { branch } : {}), ...(exchange ? { exchange } : {}) };
}

/** Whether a name matches a pattern in which `*` stands for any text. */
export function matcherOf(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (name) => expression.test(name);
}
