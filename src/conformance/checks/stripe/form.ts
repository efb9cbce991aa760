/** Writes the parameters of requests to Stripe. */

import type { Parameter, RequestOverrides } from '../Session.js';

export const formType = 'application/x-www-form-urlencoded';

type Headers = RequestOverrides['headers'];

/** Parameters by their names, sent as a form, or as JSON to a target that takes no forms. */
export function form(parameters: Readonly<Record<string, string | number>>, headers: Headers = {}): RequestOverrides {
  return { parameters: Object.entries(parameters), headers };
}

/** A body with the content type of a form. It need not be one, and every target gets it as it is. */
export function formText(body: string | Uint8Array, headers: Headers = {}): RequestOverrides {
  return { headers: { 'Content-Type': formType, ...headers }, body };
}

/** The parameter that names a reason. */
export function withReason(reason: string, headers: Headers = {}): RequestOverrides {
  return form({ cancellation_reason: reason }, headers);
}

/** As the official SDK does. Values are percent-encoded; names are sent as they are, brackets and all. */
export function writeForm(parameters: readonly Parameter[]): RequestOverrides {
  return formText(parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'));
}

/** The same parameters in JSON: `expand[]` and `expand[0]` are elements of a list, `reason[a]` is a member of an object. */
export function writeJson(parameters: readonly Parameter[]): RequestOverrides {
  const body: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    const [, outer = name, inner] = /^([^[]+)\[(\w*)\]$/.exec(name) ?? [];
    if (inner === undefined) body[outer] = value;
    else if (/^\d*$/.test(inner)) body[outer] = [...((body[outer] as unknown[] | undefined) ?? []), value];
    else body[outer] = { ...(body[outer] as object | undefined), [inner]: value };
  }
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
