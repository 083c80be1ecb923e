import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A folder that is served. */
export interface Served {
  /** Address of the folder, with `/` at its end. */
  url: string;
  close(): Promise<void>;
}

/** Pages must work from any path of any server, so they are tried from a deep one. */
const BELOW = '/some/where/below/';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.zip': 'application/zip',
  '.wasm': 'application/wasm',
};

/** Serves the files of a folder on loopback, at a free port. What is not there is answered 404. */
export async function serveFolder(folder: string): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.startsWith(BELOW) ? decodeURIComponent(pathname.slice(BELOW.length)) : undefined;
    const file = name === undefined ? undefined : path.join(folder, name || 'index.html');
    if (!file || !file.startsWith(path.resolve(folder) + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    // What pages share is read once: each folder is served at a port of its own, and nothing in it changes meanwhile.
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'cache-control': 'max-age=3600',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${BELOW}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
