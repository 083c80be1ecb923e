import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as a stub got it. */
export interface StubRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface StubAnswer {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

export interface Stub {
  /** Origin, without a slash at the end. */
  url: string;
  requests: StubRequest[];
  close(): Promise<void>;
}

/** A server on loopback that keeps what it is asked and answers as told. */
export async function startStub(answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>): Promise<Stub> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = '', url = '', headers } = incoming;
      const request: StubRequest = { method, path: url, headers, body: await text(incoming) };
      requests.push(request);
      const { status, json, headers: sent, text: body } = await answer(request);
      outgoing.writeHead(status, sent);
      outgoing.end(json === undefined ? (body ?? '') : JSON.stringify(json));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
