import type { Report } from './report.js';

/** The report as JSON text, two spaces a level, keys in the order in which `buildReport` makes them. */
export function reportJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
