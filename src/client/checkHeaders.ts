import type { InvalidCall } from './CallError.js';

/** Rejects headers that `fetch` would throw at or change, and an `Authorization` of the caller's. */
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
