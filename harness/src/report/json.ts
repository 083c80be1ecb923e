import type { Report } from './report.js';

/** Two spaces a level down to here: what is deeper stands on one line, as tens of thousands of findings do. */
const LINES_TO = 3;

/** The report as JSON text, keys in the order in which `buildReport` makes them; each finding and each requirement is one line. */
export function reportJson(report: Report): string {
  return `${lines(report, 0)}\n`;
}

function lines(value: unknown, level: number): string {
  if (typeof value !== 'object' || value === null || level > LINES_TO) return JSON.stringify(value);
  const inner = '  '.repeat(level + 1);
  const list = Array.isArray(value);
  const parts = list
    ? value.map((item) => lines(item, level + 1))
    : Object.entries(value).flatMap(([name, item]) =>
        item === undefined ? [] : [`${JSON.stringify(name)}: ${lines(item, level + 1)}`],
      );
  if (parts.length === 0) return list ? '[]' : '{}';
  return `${list ? '[' : '{'}\n${inner}${parts.join(`,\n${inner}`)}\n${'  '.repeat(level)}${list ? ']' : '}'}`;
}
