/** Receives webhooks for the kit. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInbox, type Inbox } from './Inbox.js';

/** Options of `receiveWebhooks`. */
export interface WebhookOptions {
  /** The secret with which the target signs its deliveries. */
  readonly secret: string;
  /** Milliseconds within which the event of a cancel must come. Default: 5,000. */
  readonly timeoutMs?: number;
  /**
   * Makes the target deliver an event again, by its id. Without it, the kit waits some seconds for the target to retry by itself;
   * checks of retries that come later are not judged.
   *
   * @example (id) => reference.events.redeliver(id)
   */
  readonly redeliver?: (event: string) => Promise<unknown>;
}

/** The receiver of a target's deliveries, for the target's `webhooks`. It doesn't keep the process alive. */
export interface WebhookReceiver extends Readonly<WebhookOptions> {
  /** Answers a delivery without a port, as a handler of `fetch` does. */
  readonly receive: (request: Request) => Promise<Response>;
  /**
   * Listens on 127.0.0.1, for any path.
   *
   * @param port is from 0 to 65,535; 0, the default, picks a free one.
   * @returns the URL to deliver to.
   * @throws the error of `listen` when the port is taken.
   */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  /** The deliveries that came. Checks read it. */
  readonly inbox: Inbox;
}

/** Bytes of a delivery, at most; an event has some thousand. */
const mostBytes = 1 << 20;

/**
 * Creates a receiver of webhooks for the kit. It receives by `receive`, or on a port after `listen()`.
 *
 * @throws TypeError when the secret is not a text.
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
