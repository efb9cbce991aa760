/** The kit as the receiver of webhooks. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInbox, type Inbox } from './Inbox.js';

export interface WebhookOptions {
  /** Signs the deliveries, as the target was told. */
  readonly secret: string;
  /** Milliseconds that the event of a cancel may take to come; 5,000 when left out. */
  readonly timeoutMs?: number;
  /**
   * Has an event sent again, by its id, such as `(id) => reference.events.redeliver(id)`. When left out the kit waits some seconds
   * for the target to try again by itself, and judges no further attempt that comes later.
   */
  readonly redeliver?: (event: string) => Promise<unknown>;
}

/** Receives what a target delivers, for its `webhooks`. Nothing of it keeps the process alive. */
export interface WebhookReceiver extends Readonly<WebhookOptions> {
  /** Answers a delivery without a port. */
  readonly receive: (request: Request) => Promise<Response>;
  /**
   * Listens on 127.0.0.1, on any path.
   *
   * @param port a free one is picked when it is 0 or left out.
   * @returns the URL to deliver to.
   * @throws the error of `listen` when the port can't be had.
   */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  /** What has come, for the checks. */
  readonly inbox: Inbox;
}

/** Bytes of a delivery that are taken; an event has some thousand. */
const mostBytes = 1 << 20;

/**
 * @throws TypeError when the secret is no text.
 * @example
 * const webhooks = receiveWebhooks({ secret: 'whsec_test' });
 * await reference.webhooks.add(webhooks.receive, { secret: 'whsec_test' });
 */
export function receiveWebhooks(options: WebhookOptions): WebhookReceiver {
  if (typeof options.secret !== 'string' || options.secret === '') {
    throw new TypeError('The secret of webhooks must be the text that the target signs with.');
  }
  const inbox = createInbox();
  let server: Server | undefined;

  async function statusOf(
    method: string,
    headers: Readonly<Record<string, string>>,
    chunks: AsyncIterable<Uint8Array>,
  ) {
    const receivedAt = Date.now();
    if (method !== 'POST') return 405;
    const body = await readBounded(chunks);
    return body ? inbox.take({ headers, body, json: parsed(body), receivedAt }) : 413;
  }

  return {
    ...options,
    inbox,

    async receive(request) {
      const status = await statusOf(request.method, Object.fromEntries(request.headers), request.body ?? none());
      return new Response(null, { status });
    },

    async listen(port = 0) {
      server ??= createServer((request, response) => {
        statusOf(request.method ?? '', headersOf(request), request).then(
          (status) => response.writeHead(status, status === 413 ? { Connection: 'close' } : {}).end(),
          // The sender is gone.
          () => response.destroy(),
        );
      }).unref();
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    },

    async close() {
      if (!server?.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function* none(): AsyncGenerator<Uint8Array> {}

/** Undefined when it is too long. */
async function readBounded(chunks: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > mostBytes) return undefined;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
