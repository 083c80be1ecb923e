import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { siteFolder } from '../text/templates.js';

/** What the browser is told: the files that are other ones now, or what is wrong. */
export type Notice = { changed: string[] } | { fault: string };

/** A preview of the site on loopback. */
export interface PreviewServer {
  /** `http://127.0.0.1:port/` */
  url: string;
  /** Tells every open page. What is wrong is told again to pages that are opened later, until something changes. */
  tell(notice: Notice): void;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves files from memory on loopback only; pages get a script that reloads them and shows what is wrong. */
export async function servePreview(
  files: () => ReadonlyMap<string, string | Uint8Array>,
  port: number,
): Promise<PreviewServer> {
  const open = new Set<ServerResponse>();
  let fault: Notice | undefined;
  const server = createServer((request, response) => {
    if (!isLocal(request)) return void response.writeHead(403).end('This preview answers to this machine only.');
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname.slice(1)) || 'index.html';
    if (name === '~notices') return listen(response, open, fault);
    if (name === '~watch.js') return send(response, name, readFileSync(path.join(siteFolder(), 'client', 'watch.js')));
    const content = files().get(name);
    if (content === undefined) return void response.writeHead(404).end(`There is no page ${name}.`);
    send(response, name, typeof content === 'string' && name.endsWith('.html') ? withWatch(content) : content);
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    tell(notice) {
      fault = 'fault' in notice ? notice : undefined;
      for (const response of open) response.write(eventOf(notice));
    },
    close: () =>
      new Promise((done) => {
        for (const response of open) response.end();
        server.close(() => done());
      }),
  };
}

/** A page of another site could have its name resolve to loopback: only local names are answered. */
function isLocal({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
}

function listen(response: ServerResponse, open: Set<ServerResponse>, fault: Notice | undefined): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(fault ? eventOf(fault) : ': hello\n\n');
  open.add(response);
  response.on('close', () => open.delete(response));
}

function eventOf(notice: Notice): string {
  return `data: ${JSON.stringify(notice)}\n\n`;
}

function send(response: ServerResponse, name: string, content: string | Uint8Array): void {
  const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(content);
}

function withWatch(html: string): string {
  return html.replace('</body>', '<script src="~watch.js" defer></script>\n</body>');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
