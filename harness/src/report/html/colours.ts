import { readFileSync } from 'node:fs';

/** The style sheet of colours and faces that the report and the rendered guide share; diagrams take theirs from it. */
export function colours(): string {
  return readFileSync(new URL('colours.css', import.meta.url), 'utf8');
}
