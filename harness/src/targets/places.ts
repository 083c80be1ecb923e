import type { Guide } from '../guide/guide.js';
import type { ServerPlace, TargetFile } from './target-file.js';
import { TargetError } from './target-error.js';
import { baseUrl } from './urls.js';

/** Base URLs by the names under `servers`, and how to stop what was started for them. */
export interface StartedPlaces {
  bases: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Base URLs of all places; the embedded ones are started. Throws a {@link TargetError} when one cannot listen there. */
export async function startPlaces(
  { servers, endpoint }: Pick<TargetFile, 'servers' | 'endpoint'>,
  guide: Guide | undefined,
): Promise<StartedPlaces> {
  const bases = new Map<string, string>();
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(stops.map((one) => one())));
  const hosts = hostsIn(servers, endpoint);
  try {
    for (const [name, place] of Object.entries(servers)) {
      const url = urlOf(place);
      if (url !== undefined) {
        bases.set(name, baseUrl(url));
        continue;
      }
      const server = await startEmbedded(name, typeof place === 'string' ? {} : place.embedded, guide, hosts);
      stops.push(() => server.close());
      bases.set(name, server.url);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { bases, stop };
}

/** Hosts that embedded servers may notify: this machine, all that the file names, and the harness itself. */
function hostsIn(servers: TargetFile['servers'], endpoint: TargetFile['endpoint']): string[] {
  const urls = [...Object.values(servers).flatMap((place) => urlOf(place) ?? []), endpoint?.publicUrl ?? []].flat();
  const hosts = ['127.0.0.1', 'localhost', '::1', endpoint?.host ?? [], ...urls.map((url) => new URL(url).hostname)];
  return hosts.flat().map((host) => host.replace(/^\[|\]$/g, ''));
}

function urlOf(place: ServerPlace): string | undefined {
  return typeof place === 'string' && place !== 'embedded' ? place : undefined;
}

async function startEmbedded(
  name: string,
  listen: { host?: string; port?: number },
  guide: Guide | undefined,
  hosts: readonly string[],
): Promise<{ url: string; close(): Promise<void> }> {
  if (!guide) throw new Error('an embedded server needs the guide');
  // Loaded when needed: most target files name real servers.
  const { startEmbeddedServer } = await import('./embedded/server.js');
  const { topicsOf } = await import('./embedded-target.js');
  return startEmbeddedServer({
    definitions: guide.definitions,
    name,
    ...listen,
    topics: topicsOf(guide),
    notification: { allowedHosts: hosts },
  }).catch((error: NodeJS.ErrnoException) => {
    const where = `${listen.host ?? '127.0.0.1'}:${listen.port ?? 0}`;
    throw new TargetError(
      `the embedded server for "${name}" cannot listen at ${where} (${error.code ?? error.message})`,
    );
  });
}
