/** What Stripe's official SDK sends with every request. */

import type { RequestOverrides } from '../Session.js';
import { formType, writeJson } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';

/** The version that the kit asks for: answers of another may differ from what the checks expect. */
export const version = '2026-10-28.endive';

/** As stripe-node 23.1.0 does, seen on the wire: a POST without parameters has an empty form, and a key of its own. */
export function requestOf(method: string): Pick<RequestOverrides, 'headers' | 'body'> {
  const headers = { Accept: 'application/json', 'Stripe-Version': version };
  if (method !== 'POST') return { headers };
  return { headers: { ...headers, 'Content-Type': formType, ...keyed(freshKey()) }, body: '' };
}

/** The same for a target that takes no forms. */
export function jsonRequestOf(method: string): Pick<RequestOverrides, 'headers' | 'body'> {
  const usual = requestOf(method);
  if (method !== 'POST') return usual;
  const { headers, body } = writeJson([]);
  return { headers: { ...usual.headers, ...headers }, body };
}

/** Leaves out all that `requestOf` would add: the request of the vendor's page. */
export const bare: RequestOverrides = {
  headers: {
    Accept: undefined,
    'Stripe-Version': undefined,
    'Content-Type': undefined,
    'Idempotency-Key': undefined,
  },
  body: undefined,
};
