import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../harness/src/guide/project-root.js';

/** A copy of what a site is made from, to change in a test. */
export interface ProjectCopy {
  root: string;
  remove(): void;
}

/** Copies this project's sources of the site; resources too, unless they are only read. */
export function copyProject(options: { resources: boolean }): ProjectCopy {
  const root = mkdtempSync(path.join(tmpdir(), 'site-'));
  for (const name of ['input/pagecontent', 'input/pages', 'input/includes', 'input/resources', 'sushi-config.yaml']) {
    cpSync(path.join(projectRoot(), name), path.join(root, name), { recursive: true });
  }
  for (const name of ['fsh-generated', 'scenarios']) {
    if (options.resources && name === 'fsh-generated') {
      cpSync(path.join(projectRoot(), name), path.join(root, name), { recursive: true });
    } else symlinkSync(path.join(projectRoot(), name), path.join(root, name));
  }
  return { root, remove: () => rmSync(root, { recursive: true }) };
}
