import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../guide/project-root.js';

/** Version of this package. */
export function toolVersion(): string {
  const text = readFileSync(path.join(projectRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
