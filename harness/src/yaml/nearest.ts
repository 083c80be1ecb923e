import { distance } from 'fastest-levenshtein';

/**
 * The valid name most like `name`, or undefined when none is near: at most a third of the letters may differ (two in short
 * names), a different case counts little, and a name that holds the other's words is near.
 */
export function nearest(name: string, valid: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of valid) {
    const far = unlikeness(name, candidate);
    if (far < least) [best, least] = [candidate, far];
  }
  return least <= Math.max(2, Math.ceil(name.length / 3)) ? best : undefined;
}

/** A hint that names the nearest valid name, or lists the valid ones when there are only few. */
export function suggest(name: string, valid: Iterable<string>): string | undefined {
  const names = [...valid];
  const near = nearest(name, names);
  if (near) return `did you mean ${near}?`;
  return names.length > 0 && names.length <= 12 ? `valid here: ${names.join(', ')}` : undefined;
}

function unlikeness(name: string, candidate: string): number {
  const [a, b] = [name.toLowerCase(), candidate.toLowerCase()];
  if (a === b) return 0.5;
  if (a.length >= 4 && b.endsWith(`/${a}`)) return 1;
  return distance(a, b);
}
