import type { RequestOverrides } from '../Session.js';

/** As the page lists them. */
export const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];

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

/** A body that is a form. */
export function formBody(body: string): RequestOverrides {
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body };
}
