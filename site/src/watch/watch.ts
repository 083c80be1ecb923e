import { spawn } from 'node:child_process';
import { watchFiles, type FileWatch } from '../../../scripts/watch-files.js';
import type { SiteInput } from '../model/site.js';
import { requirementRecords, searchIndex } from '../output/search.js';
import { IncludeError } from '../text/includes.js';
import { Preview } from './preview.js';
import { servePreview, type PreviewServer } from './server.js';

/** What a site is made from, below the project. */
const SOURCES = [
  'input',
  'scenarios',
  'fsh-generated',
  'site/templates',
  'site/styles',
  'site/client',
  'harness/src/report/html/colours.css',
  'sushi-config.yaml',
];

/** Sources from which resources and pages are made first. */
const COMPILED = /^(input\/fsh\/|scenarios\/|sushi-config\.yaml$)/;

/** Editors write a file in several strokes: changes that come within this many milliseconds are taken in together. */
const TOGETHER_MS = 40;

/** A site that is served while it is written. */
export interface Watching {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the site on loopback and keeps it as its sources are: a page's text in one stroke, FSH after SUSHI has compiled it. What is
 * wrong is shown in the browser and told to `say`.
 */
export async function watchSite(
  input: SiteInput,
  options: { port: number; say?: (text: string) => void; compile?: () => Promise<string> },
): Promise<Watching> {
  const { say = () => undefined, compile = () => compileGuide(input.root) } = options;
  const preview = new Preview(input);
  let found = new Map<string, Uint8Array>();
  const server = await servePreview(
    () => new Map<string, string | Uint8Array>([...found, ...preview.files]),
    options.port,
  );
  const take = async (changed: string[]): Promise<void> => {
    const fault = changed.some((file) => COMPILED.test(file)) ? await compile() : '';
    tell(fault || takeIn(preview, changed), server, say);
  };
  const watching = await watchAll(input.root, take);
  void searchIndex(preview.made, requirementRecords(preview.model)).then(
    (index) => (found = index),
    (error: Error) => say(error.message),
  );
  return {
    url: server.url,
    async close() {
      await watching.close();
      await server.close();
    },
  };
}

function tell(outcome: string | string[], server: PreviewServer, say: (text: string) => void): void {
  if (typeof outcome === 'string') {
    server.tell({ fault: outcome });
    say(outcome);
    return;
  }
  server.tell({ changed: outcome });
  if (outcome.length > 0) say(`${outcome.length} changed: ${outcome.slice(0, 5).join(', ')}`);
}

/** The site's files that changed, or what is wrong, with file and line. */
export function takeIn(preview: Preview, changed: readonly string[]): string | string[] {
  try {
    return preview.update(changed);
  } catch (error) {
    if (error instanceof IncludeError) return `${error.file}:${error.line}: ${error.message}`;
    return error instanceof Error ? error.message : String(error);
  }
}

/** Calls back with the changed paths, one call at a time; what changes during a call comes with the next. */
function watchAll(root: string, take: (changed: string[]) => Promise<void>): Promise<FileWatch> {
  const changed = new Set<string>();
  let busy = false;
  const next = async (): Promise<void> => {
    if (busy || changed.size === 0) return;
    busy = true;
    const now = [...changed];
    changed.clear();
    await take(now);
    busy = false;
    await next();
  };
  return watchFiles(root, SOURCES, (file) => {
    changed.add(file);
    setTimeout(() => void next(), TOGETHER_MS);
  });
}

/** Compiles the guide as `npm run guide` does; answers what is wrong, empty when it is well. */
function compileGuide(root: string): Promise<string> {
  return new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', 'guide'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (part: Buffer) => (text += part.toString()));
    child.on('error', (error) => done(error.message));
    child.on('close', (code) => done(code === 0 ? '' : text.trim() || `npm run guide ended with ${code}`));
  });
}
