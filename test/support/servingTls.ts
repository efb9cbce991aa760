import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { certificate } from './certificate.js';

/** The address of a server with a certificate that nobody vouches for, until the test ends. */
export async function servingTls(listener: RequestListener, options: ServerOptions = {}): Promise<string> {
  const server = createServer({ ...certificate, ...options }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
