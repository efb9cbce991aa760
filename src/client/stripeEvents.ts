/** The events that Stripe sends to an endpoint, verified and typed. */

import type { Event } from '../contract/stripe.js';
import type { Signature } from './Delivery.js';
import type { EventError } from './EventError.js';
import type { EventOptions } from './EventOptions.js';
import type { EventResult } from './EventResult.js';
import { headerText } from './headerText.js';
import { receiveEvent } from './receiveEvent.js';

export type { Event, PaymentIntentCanceledEvent } from '../contract/stripe.js';
export type { EventOptions } from './EventOptions.js';

/** Why there is no event. */
export type ConstructEventError = EventError | ThinEvent;

/** The body is a signed event of Stripe's API v2, which names an event without its data. Retrieve it by its id. */
export type ThinEvent = { readonly kind: 'thin_event'; readonly message: string };

/**
 * Verifies the signature and age of a delivery, and reads its event. Sends no request. Resolves to either `event` or `error`,
 * whatever was sent.
 *
 * It checks in this order, and the first error wins: payload, header, secret, signature, age, JSON. It accepts a time in the
 * future.
 *
 * @param payload is the body as it was received, text or bytes, not parsed.
 * @param header is the value of `Stripe-Signature`, null or undefined if there was none.
 * @param secret is the endpoint's, `whsec_…`. Pass both while you replace one: one that matches is enough.
 * @throws whatever `options.now` throws.
 * @see {@link https://docs.stripe.com/webhooks/signature}
 * @example
 * const { event, error } = await constructEvent(await request.text(), request.headers.get('Stripe-Signature'), secret);
 * if (error) return new Response(error.message, { status: 400 });
 * if (event.type === 'payment_intent.canceled') console.log(event.data.object.canceled_at);
 */
export async function constructEvent(
  payload: string | Uint8Array,
  header: string | null | undefined,
  secret: string | readonly string[],
  options: EventOptions = {},
): Promise<EventResult<Event, ConstructEventError>> {
  return receiveEvent<Event, ThinEvent>(
    {
      payload,
      signature: readSignature(header),
      secret,
      // The whole secret is the key, its prefix included.
      keyOf: (text) => new TextEncoder().encode(text),
      encode: (mac) => Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      refuseBody: (value) =>
        (value as { object?: unknown } | null)?.object === 'v2.core.event' ? thinEvent : undefined,
    },
    options,
  );
}

const thinEvent: ThinEvent = {
  kind: 'thin_event',
  message: 'This is a thin event of API v2, which names an event without its data. Retrieve it by its id.',
};

/** Reads `t=1793145600,v1=…,v1=…`. Other schemes, such as `v0`, are none that Stripe signs with. */
function readSignature(value: unknown): Signature | EventError {
  const header = 'Stripe-Signature';
  const text = headerText(header, value);
  if (typeof text !== 'string') return text;

  let time = '';
  const candidates: string[] = [];
  for (const item of text.split(',')) {
    const [name, content = ''] = item.split('=');
    if (name === 't') time = content;
    if (name === 'v1') candidates.push(content);
  }
  if (!/^\d{1,15}$/.test(time)) {
    return { kind: 'header_malformed', header, message: `${header} has no time, t=… in Unix seconds.` };
  }
  if (!candidates.length) return { kind: 'no_signature', header, message: `${header} has no signature, v1=….` };
  return { prefix: `${Number(time)}.`, time: Number(time), candidates };
}
