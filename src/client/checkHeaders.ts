import type { RefusedCall } from './CallError.js';

/** Refuses what `fetch` would throw at, or what would change on the way. */
export function checkHeaders(headers: Readonly<Record<string, unknown>> = {}): RefusedCall | undefined {
  for (const [header, value] of Object.entries(headers)) {
    if (value !== undefined && !(typeof value === 'string' && shape.test(value))) {
      return { kind: 'invalid_header', header, message: `${header} is 1 to 255 visible ASCII characters.` };
    }
  }
  return undefined;
}

/** Stripe takes no idempotency key beyond 255 characters; the other headers are far shorter. */
const shape = /^[!-~]([ -~]{0,253}[!-~])?$/;
