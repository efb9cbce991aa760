/** Adds the headers of a target to every request. */

import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HttpRequest } from './Exchange.js';
import type { Transport } from './Transport.js';

/** Headers that the kit or its checks set themselves, and those of the connection. */
const own = new Set(
  [
    'Authorization',
    'Connection',
    'Content-Encoding',
    'Content-Length',
    'Content-Type',
    'Expect',
    'Host',
    'Idempotency-Key',
    'Keep-Alive',
    'Proxy-Connection',
    'Stripe-Account',
    'Stripe-Context',
    'Stripe-Version',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
  ].map((name) => name.toLowerCase()),
);

/** Why a target can't have a header; undefined if it can. The reason doesn't repeat the value, which may be a secret. */
export function headerProblem(name: string, value: unknown): string | undefined {
  try {
    validateHeaderName(name);
  } catch {
    return 'a header needs a name of letters, digits and hyphens.';
  }
  if (own.has(name.toLowerCase())) return `the kit sets ${name} itself; leave it out.`;
  try {
    if (typeof value !== 'string' || value === '') throw new TypeError('no value');
    validateHeaderValue(name, value);
    return undefined;
  } catch {
    return `${name} needs a value in one line.`;
  }
}

type Headers = Readonly<Record<string, string>>;

/** The headers of a request, and those of the target that it doesn't have. */
export function addHeaders(headers: Headers, own: Headers): Headers {
  const taken = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const added = Object.entries(headers).filter(([name]) => !taken.has(name.toLowerCase()));
  return { ...Object.fromEntries(added), ...own };
}

/** A transport that sends these headers as well. */
export function withHeaders(transport: Transport, headers: Headers): Transport {
  const { connection, overUrl } = transport;
  const add = (request: HttpRequest) => ({ ...request, headers: addHeaders(headers, request.headers) });
  return {
    ...transport,
    send: (request, signal, tell) => transport.send(add(request), signal, tell),
    connection: {
      hold: (request, signal, tell) => connection.hold(add(request), signal, tell),
      sendAndDrop: (request, signal, tell) => connection.sendAndDrop(add(request), signal, tell),
    },
    ...(overUrl && { overUrl: withHeaders(overUrl, headers) }),
  };
}
