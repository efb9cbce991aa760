/** How Chargefy delivers events: Standard Webhooks. Our reading, except for the envelope. */

import { createHmac } from 'node:crypto';
import type { PaymentIntentCanceledEvent as WireEvent } from '../../contract/chargefy.js';
import type { Event } from '../../domain/Event.js';
import type { Owner } from '../../domain/PaymentIntent.js';
import type { Webhooks } from '../Webhooks.js';
import { encode, toIso } from './codec.js';

const minute = 60;
const hour = 60 * minute;

/** The schedule that Standard Webhooks gives as an example, without the jitter. */
const intervals = [5, 5 * minute, 30 * minute, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour)];

/** `whsec_` or `chargefy_whs_`, and 24 to 64 bytes in Base64. */
const secretForm = /^(?:whsec_|chargefy_whs_)((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

export const webhooks: Webhooks = {
  types: { 'intent.canceled': 'payment.intent.canceled' },
  encode: async (event, owner) => encodeEvent(event, owner),
  refuseSecret(secret) {
    const { length } = keyIn(secret);
    return length >= 24 && length <= 64
      ? undefined
      : 'A secret is whsec_ or chargefy_whs_, and 24 to 64 random bytes in Base64.';
  },
  headers: ({ id, body, at }, secrets) => ({
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': secrets.map((secret) => `v1,${sign(`${id}.${at}.${body}`, secret)}`).join(' '),
  }),
  intervals: () => intervals,
  timeout: 20_000,
  ends: (status) => status === 410,
  keepsRetryAfter: true,
};

function encodeEvent({ id, createdAt, subject, cause }: Event, { livemode, organization }: Owner): WireEvent {
  if (!('intent' in subject)) throw new Error('Chargefy has no events of sessions');
  return {
    id,
    object: 'event',
    created_at: toIso(createdAt),
    data: { object: encode(subject.intent) as WireEvent['data']['object'] },
    livemode,
    organization,
    request: cause && { id: cause.requestId },
    type: 'payment.intent.canceled',
  };
}

/** The key is what follows the prefix, decoded. */
function sign(text: string, secret: string): string {
  return createHmac('sha256', keyIn(secret)).update(text).digest('base64');
}

/** Empty when the text is no secret. */
function keyIn(secret: string): Buffer {
  return Buffer.from(secretForm.exec(secret)?.[1] ?? '', 'base64');
}
