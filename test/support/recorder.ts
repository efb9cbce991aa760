import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server that answers every request with an object, and gives back each as it came. */
export async function startRecorder(): Promise<{ url: string; take(): Recorded[] }> {
  let recorded: Recorded[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url: target = '', headers } = request;
    recorded.push({ method, target, headers, body: await text(request) });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const take = () => {
    const taken = recorded;
    recorded = [];
    return taken;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, take };
}
