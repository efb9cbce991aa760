import type { InvalidCall } from './CallError.js';

/** Refuses what `fetch` would throw at, what would change on the way, and another key than the client's. */
export function checkHeaders(headers: Readonly<Record<string, unknown>> | undefined): InvalidCall | undefined {
  for (const [header, value] of Object.entries(headers ?? {})) {
    if (value === undefined) continue;
    const isKey = /^authorization$/i.test(header);
    if (isKey || typeof value !== 'string' || !shape.test(value)) {
      const message = `${header} is ${isKey ? 'made of apiKey' : '1 to 255 visible ASCII characters'}.`;
      return { kind: 'invalid_header', header, message };
    }
  }
  return undefined;
}

/** Stripe takes no idempotency key beyond 255 characters; the other headers are far shorter. */
const shape = /^[!-~]([ -~]{0,253}[!-~])?$/;
