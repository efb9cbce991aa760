/** What has happened, in SQL. */

import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Cause, Event, EventKind, Subject } from '../domain/Event.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { EventQuery, Events } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { newEventId } from './eventId.js';
import type { EventRow } from './eventSchema.js';
import { nextPosition } from './position.js';
import { param, prepare, type Statement, type Values } from './Statement.js';
import type { Schema } from './schema.js';

/** Writes down what has happened to a subject at a moment in Unix seconds, in the order in which it is told. */
export type RecordEvents = (owner: Owner, kinds: readonly EventKind[], subject: Subject, at: number) => Promise<void>;

/** The events in SQL, for any transaction of an engine. Every statement names the owner, but for the purge. */
export interface SqlEvents {
  readonly events: Events;
  /**
   * @param cause the request for whose sake; null when there is none.
   * @param isAwaited whether there are endpoints that may want to know. It is asked when something has happened.
   * @param onDue is told that something is to be delivered.
   */
  recorder(cause: Cause | null, isAwaited: () => boolean, onDue: () => void): RecordEvents;
}

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

export function sqlEvents(db: Kysely<Schema>): (connection: Connection) => SqlEvents {
  const insert = prepare(
    db.insertInto('events').values({
      organization: param('organization'),
      livemode: param('livemode'),
      id: param('id'),
      position: param('position'),
      kind: param('kind'),
      created_at: param('created_at'),
      subject: param('subject'),
      request_id: param('request_id'),
      idempotency_key: param('idempotency_key'),
    }),
  );
  const enqueue = prepare(
    db
      .insertInto('webhook_deliveries')
      .columns(['organization', 'livemode', 'event', 'endpoint', 'position', 'state', 'attempts', 'due_at'])
      .expression(({ selectFrom }) =>
        selectFrom('webhook_endpoints')
          .select(({ ref }) => [
            'organization',
            'livemode',
            sql<string>`cast(${param('event')} as text)`.as('event'),
            ref('id').as('endpoint'),
            sql<number>`cast(${param('position')} as bigint)`.as('position'),
            sql.lit('pending').as('state'),
            sql.lit(0).as('attempts'),
            sql<number>`cast(${param('due_at')} as bigint)`.as('due_at'),
          ])
          .where('organization', '=', param<string>('organization'))
          .where('livemode', '=', param<number>('livemode'))
          .where('enabled', '=', sql.lit(1))
          .where(wants),
      ),
  );
  const select = prepare<StoredEvent>(
    db.selectFrom('events').select(eventColumns).where(isOwned).where('id', '=', param<string>('id')),
  );
  const selectPlace = prepare(
    db.selectFrom('events').select(['created_at', 'position']).where(isOwned).where('id', '=', param<string>('cursor')),
  );
  const pages = eventPages(db);
  const purge = prepare(
    db.deleteFrom('events').where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('organization', 'livemode', 'id'),
        'in',
        selectFrom('events')
          .select(['organization', 'livemode', 'id'])
          .where('created_at', '<', param<number>('since'))
          .where(({ not, exists }) => not(exists(waiting)))
          .limit(param<number>('limit'))
          .$asTuple('organization', 'livemode', 'id'),
      ),
    ),
  );
  const purgeDeliveries = prepare(
    db
      .deleteFrom('webhook_deliveries')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('events')
              .select('events.id')
              .whereRef('events.organization', '=', 'webhook_deliveries.organization')
              .whereRef('events.livemode', '=', 'webhook_deliveries.livemode')
              .whereRef('events.id', '=', 'webhook_deliveries.event'),
          ),
        ),
      ),
  );
  const removeAll = prepare(db.deleteFrom('events'));
  const removeDeliveries = prepare(db.deleteFrom('webhook_deliveries'));

  return (connection) => ({
    recorder: (cause, isAwaited, onDue) => async (owner, kinds, subject, at) => {
      if (kinds.length === 0) return;
      const { id: object } = 'intent' in subject ? subject.intent : subject.session;
      const text = JSON.stringify(subject);
      for (const kind of kinds) {
        const [id, position, own] = [newEventId(object), nextPosition(), ownerOf(owner)];
        const { requestId = null, idempotencyKey = null } = cause ?? {};
        const what = { kind, created_at: at, subject: text, request_id: requestId, idempotency_key: idempotencyKey };
        await connection.run(insert, { ...own, id, position, ...what });
        if (!isAwaited()) continue;
        const queued = await connection.run(enqueue, { ...own, event: id, position, due_at: at, kind: `%,${kind},%` });
        if (queued > 0) onDue();
      }
    },

    events: {
      async find(owner, id) {
        // PostgreSQL knows no text with the character 0 in it.
        if (id.includes('\0')) return undefined;
        const row = await connection.first(select, { ...ownerOf(owner), id });
        return row && eventOf(row);
      },

      async page(owner, query) {
        const { after, before, limit, since, until } = query;
        const own = ownerOf(owner);
        const cursor = after ?? before;
        if (cursor?.includes('\0')) return { events: [], hasMore: false };
        const found = cursor === undefined ? undefined : await connection.first(selectPlace, { ...own, cursor });
        if (cursor !== undefined && !found) return { events: [], hasMore: false };
        const values: Values = {
          ...own,
          ...(found && { cursor_created_at: Number(found.created_at), cursor_position: Number(found.position) }),
          ...(since !== undefined && { since }),
          ...(until !== undefined && { until }),
          // One more tells whether there are more.
          limit: limit + 1,
        };
        const rows = await connection.all(pages(query), values);
        const events = rows.slice(0, limit).map(eventOf);
        return { events: before === undefined ? events : events.reverse(), hasMore: rows.length > limit };
      },

      async purge(since, limit) {
        const removed = await connection.run(purge, { since, limit });
        if (removed > 0) await connection.run(purgeDeliveries, {});
        return removed;
      },

      async clear() {
        await connection.run(removeDeliveries, {});
        await connection.run(removeAll, {});
      },
    },
  });
}

/** Which conditions there are makes a statement, whatever they compare with. */
function eventPages(db: Kysely<Schema>): (query: EventQuery) => Statement<StoredEvent> {
  const statements = new Map<string, Statement<StoredEvent>>();
  return ({ after, before, since, until, kinds, delivered }) => {
    const given = [after, before, since, until].map((value) => value !== undefined);
    const shape = JSON.stringify([given, kinds, delivered]);
    const direction = before === undefined ? 'desc' : 'asc';
    const place = sql`(created_at, position)`;
    const cursor = sql`(${param('cursor_created_at')}, ${param('cursor_position')})`;
    const statement =
      statements.get(shape) ??
      prepare<StoredEvent>(
        db
          .selectFrom('events')
          .select(eventColumns)
          .where(isOwned)
          .$if(after !== undefined, (query) => query.where(sql<boolean>`${place} < ${cursor}`))
          .$if(before !== undefined, (query) => query.where(sql<boolean>`${place} > ${cursor}`))
          .$if(since !== undefined, (query) => query.where('created_at', '>=', param<number>('since')))
          .$if(until !== undefined, (query) => query.where('created_at', '<=', param<number>('until')))
          .$if(kinds !== undefined, (query) => query.where(isOneOf(kinds ?? [])))
          .$if(delivered === true, (query) => query.where(({ not, exists }) => not(exists(unacknowledged))))
          .$if(delivered === false, (query) => query.where(({ exists }) => exists(unacknowledged)))
          .orderBy('created_at', direction)
          .orderBy('position', direction)
          .limit(param<number>('limit')),
      );
    statements.set(shape, statement);
    return statement;
  };
}

type Where = ExpressionBuilder<Schema, 'events'>;

function isOwned(where: Where) {
  return where.and({ organization: param<string>('organization'), livemode: param<number>('livemode') });
}

/** Written out: they are the domain's own words. */
function isOneOf(kinds: readonly EventKind[]) {
  return (where: Where) =>
    kinds.length === 0
      ? where.lit(false)
      : where(
          'kind',
          'in',
          kinds.map((kind) => sql.lit(kind)),
        );
}

function unacknowledged({ selectFrom }: Where) {
  return deliveriesOf(selectFrom).where('webhook_deliveries.state', '!=', sql.lit('delivered'));
}

function waiting({ selectFrom }: Where) {
  return deliveriesOf(selectFrom).where('webhook_deliveries.state', '=', sql.lit('pending'));
}

function deliveriesOf(selectFrom: Where['selectFrom']) {
  return selectFrom('webhook_deliveries')
    .select('webhook_deliveries.event')
    .whereRef('webhook_deliveries.organization', '=', 'events.organization')
    .whereRef('webhook_deliveries.livemode', '=', 'events.livemode')
    .whereRef('webhook_deliveries.event', '=', 'events.id');
}

/** Whether an endpoint wants to know of a kind, which is bound between the commas that surround it. */
function wants(where: ExpressionBuilder<Schema, 'webhook_endpoints'>) {
  return where.or([where('kinds', '=', sql.lit('*')), where('kinds', 'like', param<string>('kind'))]);
}

export function ownerOf({ organization, livemode }: Owner) {
  return { organization, livemode: Number(livemode) };
}
