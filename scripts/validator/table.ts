import type { Comparison, Disagreement } from './compare.js';

/** The comparison for people: a line for each fault, then the reasons of those on which the two do not agree. */
export function comparisonTable(comparisons: readonly Comparison[], known: readonly Disagreement[]): string {
  const reasons = new Map(known.map(({ fault, reason }) => [fault, reason]));
  const rows = [
    ['fault', 'quick', 'official', 'agree', 'where (quick)', 'where (official)'],
    ...comparisons.map(({ fault, quick, official, agree }) => [
      fault,
      quick.says,
      official.says,
      agree ? 'yes' : reasons.has(fault) ? 'no, listed' : 'NO',
      quick.where,
      official.where === quick.where ? 'same' : official.where,
    ]),
  ];
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const apart = comparisons.filter(({ agree, fault }) => !agree && reasons.has(fault));
  return [...lines, ...apart.map(({ fault }) => `${fault}: ${reasons.get(fault)}`)].join('\n');
}
