import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A secret that both vendors take. */
export const webhookSecret = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
export const otherSecret = `whsec_${Buffer.from('another one of thirty-two bytes.').toString('base64')}`;

/** One attempt as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly body: string;
  readonly event: ReceivedEvent;
}

/** What both dialects have. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: { readonly id: string; readonly status: string } };
  readonly request: { readonly id: string | null } | null;
}

export interface Receiver {
  readonly url: string;
  /** In the order of arrival. */
  readonly received: readonly Received[];
}

type Answering = (response: ServerResponse, received: Received, count: number) => void;

/** Answers like a shop that has taken the event. */
export const accept: Answering = (response) => void response.writeHead(204).end();

/** A receiver on a free port, gone when the test ends. */
export async function startReceiver(answer: Answering = accept): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const one = { path: request.url ?? '', headers: request.headers, body, event: JSON.parse(body) as ReceivedEvent };
    received.push(one);
    answer(response, one, received.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`, received };
}
