/** How Stripe delivers events. */

import { createHmac } from 'node:crypto';
import type { Webhooks } from '../Webhooks.js';
import { encodeEvent, eventTypes } from './events.js';

const minute = 60;
const hour = 60 * minute;

/** In test mode Stripe tries "three times over a few hours", in live mode for three days. Our reading: when. */
const testIntervals = [5 * minute, hour, 3 * hour];
const liveIntervals = Array.from({ length: 15 }, (_, index) => Math.min(5 * minute * 2 ** index, 6 * hour));

export const webhooks: Webhooks = {
  types: eventTypes,
  encode: encodeEvent,
  refuseSecret: (secret) =>
    /^whsec_[\x21-\x7e]{1,500}$/.test(secret)
      ? undefined
      : 'A secret is whsec_ and up to 500 letters, digits or signs, without spaces.',
  headers: ({ body, at }, secrets) => ({
    'Content-Type': 'application/json; charset=utf-8',
    Accept: '*/*; q=0.5, application/xml',
    'Cache-Control': 'no-cache',
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Stripe-Signature': [`t=${at}`, ...secrets.map((secret) => `v1=${sign(`${at}.${body}`, secret)}`)].join(','),
  }),
  intervals: (livemode) => (livemode ? liveIntervals : testIntervals),
  timeout: 10_000,
  ends: () => false,
  keepsRetryAfter: false,
};

/** The key is the whole secret as text, its prefix included. */
function sign(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}
