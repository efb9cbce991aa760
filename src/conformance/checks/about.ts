/** What a check is about, which ranks its findings. */

/** The weightiest first. */
export const abouts = ['money', 'tenants', 'state', 'form'] as const;

/**
 * What goes wrong where a check is not passed.
 * - `money`: what is held, collected, released or charged
 * - `tenants`: who is let in, and whose intents are seen and changed
 * - `state`: what becomes of an intent
 * - `form`: how requests and answers are written
 */
export type About = (typeof abouts)[number];

/** By the subject of an id, or by its subject and behaviour where a check differs from others of its subject. */
export const table: Readonly<Record<string, About>> = {
  hold: 'money',
  capture: 'money',
  race: 'money',
  confirm: 'money',
  increment: 'money',
  update: 'money',
  'effect/hold-released': 'money',
  'effect/amount-received': 'money',
  'effect/same-payment': 'money',
  'effect/hold-shown': 'money',
  'cancel/same-intent': 'money',
  'retrieve/same-intent': 'money',
  'idempotency/capture-replayed': 'money',

  authentication: 'tenants',
  account: 'tenants',
  organization: 'tenants',
  mode: 'tenants',
  'idempotency/other-account': 'tenants',

  cancel: 'state',
  retrieve: 'state',
  effect: 'state',
  reason: 'state',
  checkout: 'state',
  charge: 'state',
  create: 'state',
  decline: 'state',
  list: 'state',
  idempotency: 'state',
  request: 'state',
  webhooks: 'state',
  'body/nothing-canceled': 'state',
  'body/malformed-cancels-nothing': 'state',
  'body/json-cancels-nothing': 'state',
  'id/odd-cancels-nothing': 'state',
  'expand/nothing-canceled': 'state',

  id: 'form',
  body: 'form',
  expand: 'form',
  header: 'form',
  error: 'form',
  document: 'form',
  'authentication/challenge': 'form',
  'account/not-found': 'form',
  'mode/not-found': 'form',
  'cancel/refusal-embeds-the-intent': 'form',
  'cancel/refusal-names-the-status': 'form',
  'cancel/unknown-id-is-quoted': 'form',
  'checkout/refusal-names-the-reason': 'form',
  'hold/charge-and-payment-method-kept': 'form',
  'idempotency/original-request': 'form',
  'idempotency/key-echoed': 'form',
  'reason/refusal-names-the-parameter': 'form',
  'request/get': 'form',
  'request/other-methods': 'form',
  'retrieve/expand-latest-charge': 'form',
  'retrieve/expand-unknown-path': 'form',
  'webhooks/envelope': 'form',
  'webhooks/signature-time': 'form',
  'webhooks/redelivered-time': 'form',
};

/** Behaviours that are about a part of a refusal or of a replay, for any subject. */
const parts = /-(?:code|param|status|type|header)$/;

/** What a check is about, by its id; form when the table has no such subject. */
export function aboutOf({ id }: { readonly id: string }): About {
  const [, subject = '', behaviour = ''] = id.split('/');
  if (parts.test(behaviour)) return 'form';
  return table[`${subject}/${behaviour}`] ?? table[subject] ?? 'form';
}
