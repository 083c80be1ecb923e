import { loadGuide } from '../../guide/load-guide.js';
import { startEmbeddedServer } from '../../targets/embedded/server.js';
import { defects } from '../../targets/embedded/defects.js';
import { topicsOf } from '../../targets/embedded-target.js';
import type { GlobalOptions } from '../options.js';
import { UsageError } from '../usage-error.js';

export interface ServeCommandOptions extends GlobalOptions {
  port: number;
  defect?: string[];
}

/** `cow serve`: the embedded server for people, until Ctrl-C. */
export async function serve(options: ServeCommandOptions): Promise<number> {
  if (options.defect?.includes('list')) {
    process.stdout.write(defects.map(({ id, title }) => `${id.padEnd(34)} ${title}\n`).join(''));
    return 0;
  }
  const guide = options.guide === undefined ? loadGuide() : loadGuide(options.guide);
  const hooks = defectsNamed(options.defect ?? []);
  const server = await startEmbeddedServer({
    definitions: guide.definitions,
    name: 'cow embedded server',
    port: options.port,
    topics: topicsOf(guide),
    ...(hooks ? { hooks } : {}),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`port ${options.port} is in use: choose another with --port, or 0 for any free one`);
    throw error;
  });
  process.stdout.write(`FHIR R4 server at ${server.url} (in memory, loopback only). Ctrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.close();
  return 0;
}

function defectsNamed(ids: readonly string[]): (typeof defects)[number]['hooks'] | undefined {
  const chosen = ids.map((id) => {
    const found = defects.find((defect) => defect.id === id);
    if (!found) throw new UsageError(`no defect "${id}" ("cow serve --defect list" shows all)`);
    return found;
  });
  return chosen.length === 0 ? undefined : Object.assign({}, ...chosen.map((defect) => defect.hooks));
}
