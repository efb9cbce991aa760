import type { RequestOverrides } from '../Session.js';

/** A JSON body with its content type. */
export function jsonBody(value: unknown): RequestOverrides {
  return jsonText(JSON.stringify(value));
}

/** The same for a text, which need not be JSON. */
export function jsonText(body: string | Uint8Array): RequestOverrides {
  return { headers: { 'Content-Type': 'application/json' }, body };
}

/** A body that names a reason. */
export function withReason(reason: unknown): RequestOverrides {
  return jsonBody({ cancellation_reason: reason });
}
