import { readFileSync } from 'node:fs';

/** Links of a report's page to the files in which the run's history stands, beside the page. */
const HISTORY = / · <a href="history\/[^"]*">[^<]*<\/a>/g;

/**
 * The page of a report as a page of the site. It holds all requests and responses itself; the files of the history, which are as large
 * again, stay where the run wrote them, so nothing leads to them here.
 */
export function reportPage(file: string): string {
  return readFileSync(file, 'utf8').replace(HISTORY, '');
}
