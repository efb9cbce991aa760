/** The operations on charges. */

import type { OperationReply } from '../../contract/handlers.js';
import type { Charge, Operations } from '../../contract/stripe.js';
import { expiry } from '../../domain/expiry.js';
import { allows, lifecycle } from '../../domain/lifecycle.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { HandlerContext } from '../Dialect.js';
import { type Attempt, attemptIn } from './attempt.js';
import { chargeOf } from './charge.js';
import { encode, idOf } from './codec.js';
import { envelope, invalid, unrecognizedRoute } from './errors.js';
import { expandObject, refuseExpand } from './expand.js';

type RetrieveReply = OperationReply<Operations['retrieveCharge']>;
type ExpireReply = OperationReply<Operations['expireCharge']>;

/** A charge, and the intent that it is of. */
interface Found {
  readonly intent: PaymentIntent;
  readonly attempt: Attempt | undefined;
}

export async function retrieveCharge(
  id: string,
  paths: readonly string[],
  context: HandlerContext,
): Promise<RetrieveReply> {
  const refusal = refuseExpand(paths, context, 'charge');
  if (refusal) return refusal;
  const found = await findCharge(id, context);
  return found ? { status: 200, body: await shown(id, found, paths, context) } : noSuchCharge(id, context);
}

/** Lets a hold expire before its time. There is no such operation in live mode. */
export async function expireCharge(
  id: string,
  paths: readonly string[],
  context: HandlerContext,
): Promise<ExpireReply> {
  const { intents, key, now } = context;
  if (key.livemode) return unrecognizedRoute(context);
  const refusal = refuseExpand(paths, context, 'charge');
  if (refusal) return refusal;
  const found = await findCharge(id, context);
  if (!found) return noSuchCharge(id, context);
  // By now another attempt may have made another charge, which this request is not about.
  const outcome = await intents.change(key, found.intent.id, async (intent) =>
    allows(lifecycle.expire, intent) && idOf(encode(intent).latest_charge) === id
      ? expiry(now)
      : { refusal: 'no hold' },
  );
  if (outcome.kind !== 'moved') {
    const message = 'This charge is not a hold that waits to be captured, so it cannot expire.';
    return { status: 400, body: envelope({ message, param: 'charge', type: invalid }, context) };
  }
  return { status: 200, body: await shown(id, { ...found, intent: outcome.intent }, paths, context) };
}

export async function findCharge(id: string, { intents, objects, key }: HandlerContext): Promise<Found | undefined> {
  const related = await objects.find(key, 'charge', id);
  if (!related || related.paymentIntent === null) return undefined;
  const intent = await intents.find(key, related.paymentIntent);
  return intent && { intent, attempt: attemptIn(related.details) };
}

async function shown(
  id: string,
  { intent, attempt }: Found,
  paths: readonly string[],
  context: HandlerContext,
): Promise<Charge> {
  return expandObject(chargeOf(id, encode(intent), intent.expiresAt, attempt), intent, paths, context);
}

export function noSuchCharge(id: string, context: HandlerContext): Extract<RetrieveReply, { status: 404 }> {
  const message = `No such charge: '${id}'`;
  const fields = { code: 'resource_missing', message, param: 'charge', type: invalid } as const;
  return { status: 404, body: envelope(fields, context) };
}
