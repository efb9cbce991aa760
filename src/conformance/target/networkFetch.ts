/** A `fetch` over the network, for adapters that arrange intents. */

import type { Answer, HttpRequest } from './Exchange.js';
import { httpTransport, type Tls } from './httpTransport.js';
import type { Transport } from './Transport.js';

/** Sends a request over a transport, within the kit's time limit and rate. */
export type SendOver = (transport: Transport, request: HttpRequest, signal?: AbortSignal) => Promise<Answer>;

/** Statuses without a body: a Response of these accepts none. */
const bodiless = new Set([204, 205, 304]);

export interface NetworkFetch {
  /** Redirects are not followed, and bodies are text. */
  fetchBy(send: SendOver): typeof fetch;
  /** Closes idle connections. */
  close(): void;
}

/** @param prepare adds what every request must have. */
export function networkFetch(tls: Tls | undefined, prepare: (transport: Transport) => Transport): NetworkFetch {
  const transports = new Map<string, Transport>();

  function transportTo(origin: string): Transport {
    const transport = transports.get(origin) ?? prepare(httpTransport(origin, tls));
    transports.set(origin, transport);
    return transport;
  }

  return {
    fetchBy: (send) => async (input, init) => {
      const asked = new Request(input, init);
      const { origin, pathname, search } = new URL(asked.url);
      const request: HttpRequest = {
        method: asked.method,
        path: pathname + search,
        headers: Object.fromEntries(asked.headers),
        ...(asked.body !== null && { body: new Uint8Array(await asked.arrayBuffer()) }),
      };
      const { status, headers, text } = await send(transportTo(origin), request, init?.signal ?? undefined);
      return new Response(bodiless.has(status) ? null : text, { status, headers });
    },
    close() {
      for (const transport of transports.values()) transport.close?.();
    },
  };
}
