import type { Delivery } from './Delivery.js';
import type { EventError } from './EventError.js';
import type { EventOptions } from './EventOptions.js';
import type { EventResult } from './EventResult.js';
import { hmac } from './hmac.js';
import { isEvent } from './isEvent.js';
import { isSameText } from './isSameText.js';
import { rawBody } from './rawBody.js';

/** Reads the event of a delivery that one of the secrets signed, recently enough. */
export async function receiveEvent<Event, Failure extends object>(
  delivery: Delivery<Failure>,
  { tolerance = 300, now = () => Date.now() / 1000 }: EventOptions,
): Promise<EventResult<Event, EventError | Failure>> {
  const fail = (error: EventError | Failure) => ({ error });
  // Written so that NaN, for which no comparison is true, is rejected.
  if (!(tolerance >= 0)) return fail({ kind: 'invalid_tolerance', message: 'tolerance is in seconds, 0 or more.' });

  const body = rawBody(delivery.payload);
  if ('kind' in body) return fail(body);
  const { signature } = delivery;
  if ('kind' in signature) return fail(signature);
  const secrets: unknown[] = Array.isArray(delivery.secret) ? Array.from(delivery.secret) : [delivery.secret];
  if (!secrets.length || !secrets.every(isSecret)) {
    return fail({ kind: 'secret_missing', message: 'There is no secret, or one of them is blank.' });
  }

  const prefix = new TextEncoder().encode(signature.prefix);
  // A copy: the caller's bytes may change while the signature is computed.
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);

  let matches = false;
  for (const secret of secrets) {
    const refusal = delivery.refuseSecret?.(secret);
    if (refusal) return fail(refusal);
    const expected = delivery.encode(await hmac(delivery.keyOf(secret), signed));
    // Compare every entry even after a match, so that timing reveals nothing.
    for (const candidate of signature.candidates) matches = isSameText(candidate, expected) || matches;
  }
  if (!matches) return fail({ kind: 'signature_mismatch', message: mismatch(secrets) });

  const age = Math.floor(now()) - signature.time;
  if (tolerance > 0) {
    if (!(age <= tolerance)) {
      return fail({ kind: 'too_old', age, tolerance, message: `Signed ${age} seconds ago, more than ${tolerance}.` });
    }
    const refusal = delivery.refuseAge?.(age, tolerance);
    if (refusal) return fail(refusal);
  }

  const value = parse(signed.subarray(prefix.length));
  if (value === undefined) return fail({ kind: 'not_json', message: 'The body is signed but is not JSON in UTF-8.' });
  const refusal = delivery.refuseBody?.(value);
  if (refusal) return fail(refusal);
  return isEvent<Event>(value)
    ? { event: value }
    : fail({ kind: 'not_an_event', message: 'The body is signed but is not an event.' });
}

function isSecret(secret: unknown): secret is string {
  return typeof secret === 'string' && secret.trim() !== '';
}

function mismatch(secrets: readonly string[]): string {
  const hint = secrets.some((secret) => /\s/.test(secret)) ? ' A secret has whitespace in it.' : '';
  return `No signature is that of this body. Pass the raw body, and the secret of this endpoint.${hint}`;
}

/** Undefined for bytes that are not UTF-8, and for a byte order mark, which JSON doesn't allow. */
function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
