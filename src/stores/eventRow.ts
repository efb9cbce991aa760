/** An event as a row, and back. */

import { type ExpressionBuilder, sql } from 'kysely';
import type { Event, EventKind, Subject } from '../domain/Event.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { EventRow } from './eventSchema.js';
import { param } from './Statement.js';
import type { Schema } from './schema.js';

export type StoredEvent = Omit<EventRow, 'organization' | 'livemode' | 'position'> & {
  readonly pending: number | string;
};

/** The columns of an event, and how many deliveries of it are not acknowledged. */
export const eventColumns = [
  'events.id as id',
  'events.kind as kind',
  'events.created_at as created_at',
  'events.subject as subject',
  'events.request_id as request_id',
  'events.idempotency_key as idempotency_key',
  sql<number | string>`(
    select count(*) from webhook_deliveries as sent
    where sent.organization = events.organization and sent.livemode = events.livemode and sent.event = events.id
      and sent.state <> 'delivered'
  )`.as('pending'),
] as const;

export function eventOf({ id, kind, created_at, subject, request_id, idempotency_key, pending }: StoredEvent): Event {
  return {
    id,
    kind: kind as EventKind,
    createdAt: Number(created_at),
    subject: JSON.parse(subject) as Subject,
    cause: request_id === null ? null : { requestId: request_id, idempotencyKey: idempotency_key },
    pending: Number(pending),
  };
}

export function ownerOf({ organization, livemode }: Owner) {
  return { organization, livemode: Number(livemode) };
}

export type EventWhere = ExpressionBuilder<Schema, 'events'>;

export function isOwnedEvent(where: EventWhere) {
  return where.and({ organization: param<string>('organization'), livemode: param<number>('livemode') });
}

/** The deliveries of an event of the query around. */
export function deliveriesOf(selectFrom: EventWhere['selectFrom']) {
  return selectFrom('webhook_deliveries')
    .select('webhook_deliveries.event')
    .whereRef('webhook_deliveries.organization', '=', 'events.organization')
    .whereRef('webhook_deliveries.livemode', '=', 'events.livemode')
    .whereRef('webhook_deliveries.event', '=', 'events.id');
}
