/** Writes form bodies as checks send them. */

import type { RequestOverrides } from '../Session.js';

export const formType = 'application/x-www-form-urlencoded';

/** A form body with its content type. Values are percent-encoded; names are sent as they are, brackets and all. */
export function form(
  parameters: Readonly<Record<string, string>>,
  headers: RequestOverrides['headers'] = {},
): RequestOverrides {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return formText(pairs.join('&'), headers);
}

/** The same for a text, which need not be a form. */
export function formText(body: string | Uint8Array, headers: RequestOverrides['headers'] = {}): RequestOverrides {
  return { headers: { 'Content-Type': formType, ...headers }, body };
}

/** A body that names a reason. */
export function withReason(reason: string, headers: RequestOverrides['headers'] = {}): RequestOverrides {
  return form({ cancellation_reason: reason }, headers);
}
