/** Events as Stripe writes them, and the operations on them. */

import type { OperationReply, OperationRequest } from '../../contract/handlers.js';
import type { Charge, Operations, Event as WireEvent } from '../../contract/stripe.js';
import { type Event, type EventKind, eventKinds } from '../../domain/Event.js';
import type { Owner, PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RelatedObjects } from '../../domain/Store.js';
import type { HandlerContext } from '../Dialect.js';
import { attemptIn } from './attempt.js';
import { chargeOf } from './charge.js';
import { encode, idOf } from './codec.js';
import { envelope, invalid } from './errors.js';
import { limitsOf } from './listing.js';
import { exclusiveParameters } from './paymentErrors.js';
import { encodeSession } from './sessions.js';
import { described } from './version.js';

type Query = NonNullable<OperationRequest<Operations['listEvents']>['query']>;
type ListReply = OperationReply<Operations['listEvents']>;
type RetrieveReply = OperationReply<Operations['retrieveEvent']>;

export const eventTypes = {
  'intent.created': 'payment_intent.created',
  'intent.held': 'payment_intent.amount_capturable_updated',
  'intent.challenged': 'payment_intent.requires_action',
  'intent.processing': 'payment_intent.processing',
  'intent.failed': 'payment_intent.payment_failed',
  'intent.succeeded': 'payment_intent.succeeded',
  'intent.canceled': 'payment_intent.canceled',
  'charge.pending': 'charge.pending',
  'charge.succeeded': 'charge.succeeded',
  'charge.failed': 'charge.failed',
  'charge.captured': 'charge.captured',
  'charge.expired': 'charge.expired',
  'charge.updated': 'charge.updated',
  'session.expired': 'checkout.session.expired',
} as const satisfies Record<EventKind, WireEvent['type']>;

const defaultLimit = 10;

export async function listEvents(query: Query, context: HandlerContext): Promise<ListReply> {
  const { events, key } = context;
  const { starting_after: after, ending_before: before, limit = defaultLimit, type, types } = query;
  for (const pair of [
    { starting_after: after, ending_before: before },
    { type, types },
  ]) {
    if (Object.values(pair).every((value) => value !== undefined)) {
      return exclusiveParameters(Object.keys(pair), context) as ListReply;
    }
  }
  const cursor = after ?? before;
  if (cursor !== undefined && !(await events.find(key, cursor))) {
    const param = after === undefined ? 'ending_before' : 'starting_after';
    return { status: 400, body: envelope({ ...noSuchEvent(cursor), param }, context) };
  }
  const wanted = types ?? (type === undefined ? undefined : [type]);
  const page = await events.page(key, {
    limit,
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
    ...(wanted && { kinds: eventKinds.filter((kind) => wanted.some((type) => matches(eventTypes[kind], type))) }),
    ...(query.delivery_success !== undefined && { delivered: query.delivery_success }),
    ...limitsOf(query.created),
  });
  const data = await Promise.all(page.events.map((event) => encodeEvent(event, key, context.objects)));
  return { status: 200, body: { object: 'list', data, has_more: page.hasMore, url: '/v1/events' } };
}

export async function retrieveEvent(id: string, context: HandlerContext): Promise<RetrieveReply> {
  const event = await context.events.find(context.key, id);
  if (event) return { status: 200, body: await encodeEvent(event, context.key, context.objects) };
  return eventNotFound(id, context);
}

export function eventNotFound(id: string, context: HandlerContext): Extract<RetrieveReply, { status: 404 }> {
  return { status: 404, body: envelope({ ...noSuchEvent(id), param: 'id' }, context) };
}

function noSuchEvent(id: string) {
  return { code: 'resource_missing', message: `No such event: '${id}'`, type: invalid } as const;
}

/** Whether a type is the one asked for, or one of those that a `*` at the end stands for. */
function matches(type: string, asked: string): boolean {
  return asked.endsWith('*') ? type.startsWith(asked.slice(0, -1)) : type === asked;
}

export async function encodeEvent(
  { id, kind, createdAt, subject, cause, pending }: Event,
  owner: Owner,
  objects: RelatedObjects,
): Promise<WireEvent> {
  const data =
    'session' in subject
      ? { object: encodeSession(subject.session) }
      : kind.startsWith('charge.')
        ? await chargeData(kind, subject.intent, owner, objects)
        : { object: encode(subject.intent) };
  const { requestId = null, idempotencyKey = null } = cause ?? {};
  return {
    id,
    object: 'event',
    api_version: described,
    created: createdAt,
    data,
    livemode: owner.livemode,
    pending_webhooks: pending,
    request: { id: requestId, idempotency_key: idempotencyKey },
    type: eventTypes[kind],
  } as WireEvent;
}

/** The latest charge of an intent. What is collected asynchronously is in the balance only later. */
async function chargeData(
  kind: EventKind,
  intent: PaymentIntent,
  owner: Owner,
  objects: RelatedObjects,
): Promise<{ object: Charge; previous_attributes?: object }> {
  const wire = encode(intent);
  const id = idOf(wire.latest_charge) ?? '';
  const details = (await objects.find(owner, 'charge', id))?.details;
  const attempt = details && attemptIn(details);
  const charge = chargeOf(id, wire, intent.expiresAt, attempt);
  if (kind === 'charge.updated') return { object: charge, previous_attributes: { balance_transaction: null } };
  const isAsynchronous = attempt?.type === 'card' && wire.capture_method === 'automatic_async';
  const isAwaited = kind === 'charge.succeeded' && isAsynchronous;
  return { object: isAwaited ? { ...charge, balance_transaction: null } : charge };
}
