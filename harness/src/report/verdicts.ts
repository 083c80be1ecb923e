import type { Verdict } from '../judge/finding.js';

/** How a verdict is shown. */
export interface VerdictLook {
  /** In a sentence: "3 failed". */
  word: string;
  /** One character. */
  mark: string;
  /** One ASCII character, for terminals and logs that know no more. */
  ascii: string;
  /** What it means, for legends. */
  meaning: string;
}

/**
 * Verdicts from worst to best. A fault of our own stands first because nothing that it touched can be trusted; a proven
 * failure outweighs what could not be decided; what was never reached outweighs a warning, because it might hide a failure.
 */
export const VERDICTS: readonly Verdict[] = [
  'harness-fault',
  'fail',
  'inconclusive',
  'not-reached',
  'warn',
  'not-claimed',
  'pass',
];

/** Words and marks of each verdict. */
export const LOOKS: Readonly<Record<Verdict, VerdictLook>> = {
  'harness-fault': {
    word: 'harness fault',
    mark: '#',
    ascii: '#',
    meaning: 'the harness itself failed; says nothing about the target',
  },
  fail: { word: 'failed', mark: '✗', ascii: 'X', meaning: 'a SHALL is not met' },
  inconclusive: { word: 'inconclusive', mark: '?', ascii: '?', meaning: 'the system under test did not act in time' },
  'not-reached': { word: 'not reached', mark: '–', ascii: '-', meaning: 'something earlier failed' },
  warn: { word: 'warning', mark: '!', ascii: '!', meaning: 'a SHOULD is not met' },
  'not-claimed': { word: 'not claimed', mark: '○', ascii: 'o', meaning: 'the target says that it does not do this' },
  pass: { word: 'passed', mark: '✓', ascii: '+', meaning: 'as expected' },
};

/** The worst of some verdicts; undefined when there are none. */
export function worstOf(verdicts: Iterable<Verdict>): Verdict | undefined {
  const present = new Set(verdicts);
  return VERDICTS.find((verdict) => present.has(verdict));
}

/** How many of each verdict, every verdict named. */
export function countVerdicts(verdicts: Iterable<Verdict>): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
}

/** A number and its noun: `1 run`, `2 runs`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many of a verdict, in words: `3 failed`, `1 warning`, `2 warnings`. */
export function verdictCount(verdict: Verdict, count: number): string {
  const { word } = LOOKS[verdict];
  return verdict === 'warn' || verdict === 'harness-fault'
    ? countOf(count, word)
    : `${count.toLocaleString('en-US')} ${word}`;
}
