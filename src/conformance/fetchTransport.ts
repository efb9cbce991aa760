import { toAnswer } from './httpTransport.js';
import { NoAnswer, type Transport } from './Transport.js';

/** Any address: nothing goes over a network. */
const origin = 'http://target.invalid';

/** Asks a `fetch` instead of a network. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return {
    async send({ method, path, headers, body }, signal) {
      try {
        const response = await fetch(`${origin}${path}`, {
          method,
          headers,
          signal,
          redirect: 'manual',
          ...(body === undefined ? {} : { body }),
        });
        return toAnswer(response.status, Object.fromEntries(response.headers), await response.text());
      } catch (error) {
        throw new NoAnswer(error instanceof Error ? error.message : String(error));
      }
    },
  };
}
