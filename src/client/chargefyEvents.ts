/** The events that Chargefy sends to an endpoint, verified and typed. */

import type { PaymentIntentCanceledEvent } from '../contract/chargefy.js';
import type { Signature } from './Delivery.js';
import type { EventError } from './EventError.js';
import type { EventOptions } from './EventOptions.js';
import type { EventResult } from './EventResult.js';
import { headerText } from './headerText.js';
import { receiveEvent } from './receiveEvent.js';

export type { PaymentIntentCanceledEvent } from '../contract/chargefy.js';
export type { EventOptions } from './EventOptions.js';

/** Headers of a request, as fetch or Node has them. The case of their names does not matter. */
export type EventHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why there is no event. */
export type UnwrapEventError = EventError | TooNew | SecretMalformed;

/** The signature fits, but its time is `ahead` seconds in the future, which is more than `tolerance`. */
export type TooNew = {
  readonly kind: 'too_new';
  readonly ahead: number;
  readonly tolerance: number;
  readonly message: string;
};

/** A secret is not Base64 after its prefix, or contains whitespace. */
export type SecretMalformed = { readonly kind: 'secret_malformed'; readonly message: string };

/**
 * Verifies the signature and age of a delivery by Standard Webhooks, and reads its event. Sends no request. Resolves to either
 * `event` or `error`, whatever was sent.
 *
 * It checks in this order, and the first error wins: payload, headers, secret, signature, age, JSON. The tolerance applies to
 * times in the past and in the future.
 *
 * @param payload is the body as it was received, text or bytes, not parsed.
 * @param headers are the request's, with `webhook-id`, `webhook-timestamp` and `webhook-signature`.
 * @param secret is the endpoint's, `whsec_…` or `chargefy_whs_…`. Pass both while you replace one: one that matches is enough.
 * @throws whatever `options.now` throws.
 * @see {@link https://www.standardwebhooks.com/}
 * @example
 * const { event, error } = await unwrapEvent(await request.text(), request.headers, secret);
 * if (error) return new Response(error.message, { status: 400 });
 * if (event.type === 'payment.intent.canceled') console.log(event.data.object.canceled_at);
 */
export async function unwrapEvent(
  payload: string | Uint8Array,
  headers: EventHeaders,
  secret: string | readonly string[],
  options: EventOptions = {},
): Promise<EventResult<PaymentIntentCanceledEvent, UnwrapEventError>> {
  return receiveEvent<PaymentIntentCanceledEvent, TooNew | SecretMalformed>(
    {
      payload,
      signature: readSignature(headers),
      secret,
      refuseSecret: (text) => (contentOf(text) && base64.test(contentOf(text)) ? undefined : secretMalformed),
      keyOf: (text) => Uint8Array.from(atob(contentOf(text)), (character) => character.charCodeAt(0)),
      encode: (mac) => btoa(String.fromCharCode(...mac)),
      refuseAge: (age, tolerance) =>
        age < -tolerance
          ? {
              kind: 'too_new',
              ahead: -age,
              tolerance,
              message: `Signed ${-age} seconds ahead, more than ${tolerance}.`,
            }
          : undefined,
    },
    options,
  );
}

function readSignature(headers: EventHeaders): Signature | EventError {
  const id = headerText('webhook-id', findHeader(headers, 'webhook-id'));
  if (typeof id !== 'string') return id;
  const timestamp = headerText('webhook-timestamp', findHeader(headers, 'webhook-timestamp'));
  if (typeof timestamp !== 'string') return timestamp;
  const signature = headerText('webhook-signature', findHeader(headers, 'webhook-signature'));
  if (typeof signature !== 'string') return signature;

  // A full stop separates the parts that are signed.
  if (id.includes('.')) return malformed('webhook-id', 'has a full stop');
  if (!/^\d{1,15}$/.test(timestamp)) return malformed('webhook-timestamp', 'is not in Unix seconds');
  const candidates = signature
    .split(' ')
    .map((entry) => entry.split(','))
    .filter(([version]) => version === 'v1')
    .map(([, content = '']) => content);
  if (!candidates.length) {
    return { kind: 'no_signature', header: 'webhook-signature', message: 'webhook-signature has no v1,….' };
  }
  return { prefix: `${id}.${Number(timestamp)}.`, time: Number(timestamp), candidates };
}

function malformed(header: string, problem: string): EventError {
  return { kind: 'header_malformed', header, message: `${header} ${problem}.` };
}

/** By the method, not by `instanceof`: Headers of another realm or library are as good. */
function findHeader(headers: EventHeaders, name: string): unknown {
  const { get } = headers ?? {};
  if (typeof get === 'function') return get.call(headers, name);
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

function contentOf(secret: string): string {
  return secret.replace(/^(whsec_|chargefy_whs_)/, '');
}

const base64 = /^([A-Za-z\d+/]{4})*([A-Za-z\d+/]{2}(==)?|[A-Za-z\d+/]{3}=?)?$/;

const secretMalformed: SecretMalformed = {
  kind: 'secret_malformed',
  message: 'A secret is Base64 after whsec_ or chargefy_whs_, without whitespace.',
};
