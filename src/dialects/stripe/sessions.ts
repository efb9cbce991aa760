/** The operations on Checkout Sessions. */

import type { OperationReply } from '../../contract/handlers.js';
import type { Operations, CheckoutSession as WireSession } from '../../contract/stripe.js';
import type { CheckoutSession } from '../../domain/CheckoutSession.js';
import type { HandlerContext } from '../Dialect.js';
import { envelope, invalid } from './errors.js';
import { expandObject, refuseExpand } from './expand.js';

type RetrieveReply = OperationReply<Operations['retrieveCheckoutSession']>;
type ExpireReply = OperationReply<Operations['expireCheckoutSession']>;

export async function retrieveSession(
  id: string,
  paths: readonly string[],
  context: HandlerContext,
): Promise<RetrieveReply> {
  const refusal = refuseExpand(paths, context, 'checkout.session');
  if (refusal) return refusal;
  const session = await context.sessions.find(context.key, id);
  return session ? { status: 200, body: await shown(session, paths, context) } : noSuchSession(id, context);
}

export async function expireSession(
  id: string,
  paths: readonly string[],
  context: HandlerContext,
): Promise<ExpireReply> {
  const refusal = refuseExpand(paths, context, 'checkout.session');
  if (refusal) return refusal;
  const outcome = await context.sessions.expire(context.key, id, context.now);
  switch (outcome.kind) {
    case 'moved':
      return { status: 200, body: await shown(outcome.session, paths, context) };
    case 'refused': {
      const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${outcome.session.status}\`.`;
      return { status: 400, body: envelope({ message, type: invalid }, context) };
    }
    case 'missing':
      return noSuchSession(id, context);
  }
}

export function encodeSession({ details, expiresAt, paymentIntent, status }: CheckoutSession): WireSession {
  const wire = details as WireSession;
  const url = status === 'open' ? wire.url : null;
  return { ...wire, expires_at: expiresAt, payment_intent: paymentIntent, status, url };
}

async function shown(
  session: CheckoutSession,
  paths: readonly string[],
  context: HandlerContext,
): Promise<WireSession> {
  const wire = encodeSession(session);
  const intent = session.paymentIntent && (await context.intents.find(context.key, session.paymentIntent));
  return intent ? expandObject(wire, intent, paths, context) : wire;
}

export function noSuchSession(id: string, context: HandlerContext): Extract<RetrieveReply, { status: 404 }> {
  const message = `No such checkout.session: '${id}'`;
  const fields = { code: 'resource_missing', message, param: 'session', type: invalid } as const;
  return { status: 404, body: envelope(fields, context) };
}
