/** What has happened, in SQL. */

import { type Kysely, sql } from 'kysely';
import type { Cause, EventKind, Subject } from '../domain/Event.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Events } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { prepareEnqueue, wantedLike } from './enqueue.js';
import { newEventId } from './eventId.js';
import { sqlEventPages } from './eventPages.js';
import {
  deliveriesOf,
  type EventWhere,
  eventColumns,
  eventOf,
  isOwnedEvent,
  ownerOf,
  type StoredEvent,
} from './eventRow.js';
import { nextPosition } from './position.js';
import { param, prepare } from './Statement.js';
import type { Schema } from './schema.js';

/** Writes down what has happened to a subject at a moment in Unix seconds, in the order in which it is told. */
export type RecordEvents = (owner: Owner, kinds: readonly EventKind[], subject: Subject, at: number) => Promise<void>;

/** The events in SQL, for any transaction of an engine. Every statement names the owner, except the purge. */
export interface SqlEvents {
  readonly events: Events;
  /**
   * @param cause the request that caused them; null when there is none.
   * @param isAwaited whether there are endpoints that may want them. It is asked when something has happened.
   * @param onDue is called when something is to be delivered.
   */
  recorder(cause: Cause | null, isAwaited: () => boolean, onDue: () => void): RecordEvents;
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
  const enqueue = prepareEnqueue(db);
  const select = prepare<StoredEvent>(
    db.selectFrom('events').select(eventColumns).where(isOwnedEvent).where('id', '=', param<string>('id')),
  );
  const pages = sqlEventPages(db);
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
        const values = { ...own, event: id, position, kind: wantedLike(kind), due_at: at };
        const queued = await connection.run(enqueue, values);
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

      page: (owner, query) => pages(connection, owner, query),

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

function waiting({ selectFrom }: EventWhere) {
  return deliveriesOf(selectFrom).where('webhook_deliveries.state', '=', sql.lit('pending'));
}
