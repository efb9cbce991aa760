/** Pages of events in SQL. */

import { type Kysely, sql } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { EventPage, EventQuery } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { kindsText } from './enqueue.js';
import {
  deliveriesOf,
  type EventWhere,
  eventColumns,
  eventOf,
  isOwnedEvent,
  ownerOf,
  type StoredEvent,
} from './eventRow.js';
import { param, prepare, type Statement, type Values } from './Statement.js';
import type { Schema } from './schema.js';

/** The pages of any transaction of an engine. Every statement names the owner. */
export function sqlEventPages(
  db: Kysely<Schema>,
): (connection: Connection, owner: Owner, query: EventQuery) => Promise<EventPage> {
  const selectPlace = prepare(
    db
      .selectFrom('events')
      .select(['created_at', 'position'])
      .where(isOwnedEvent)
      .where('id', '=', param<string>('cursor')),
  );

  // Each set of conditions makes one statement, for all values.
  const statements = new Map<string, Statement<StoredEvent>>();
  const statementFor = ({ after, before, since, until, kinds, delivered }: EventQuery) => {
    const shape = JSON.stringify([[after, before, since, until, kinds].map((value) => value !== undefined), delivered]);
    const direction = before === undefined ? 'desc' : 'asc';
    // Two processes may have given the same position.
    const place = sql`(created_at, position, id)`;
    const cursor = sql`(${param('cursor_created_at')}, ${param('cursor_position')}, ${param('cursor')})`;
    const statement =
      statements.get(shape) ??
      prepare<StoredEvent>(
        db
          .selectFrom('events')
          .select(eventColumns)
          .where(isOwnedEvent)
          .$if(after !== undefined, (query) => query.where(sql<boolean>`${place} < ${cursor}`))
          .$if(before !== undefined, (query) => query.where(sql<boolean>`${place} > ${cursor}`))
          .$if(since !== undefined, (query) => query.where('created_at', '>=', param<number>('since')))
          .$if(until !== undefined, (query) => query.where('created_at', '<=', param<number>('until')))
          .$if(kinds !== undefined, (query) =>
            query.where(sql<boolean>`cast(${param('kinds')} as text) like '%,' || kind || ',%'`),
          )
          .$if(delivered === true, (query) => query.where(({ not, exists }) => not(exists(unacknowledged))))
          .$if(delivered === false, (query) => query.where(({ exists }) => exists(unacknowledged)))
          .orderBy('created_at', direction)
          .orderBy('position', direction)
          .orderBy('id', direction)
          .limit(param<number>('limit')),
      );
    statements.set(shape, statement);
    return statement;
  };

  return async (connection, owner, query) => {
    const { after, before, limit, since, until, kinds } = query;
    const own = ownerOf(owner);
    const cursor = after ?? before;
    // PostgreSQL knows no text with the character 0 in it.
    if (cursor?.includes('\0')) return { events: [], hasMore: false };
    const found = cursor === undefined ? undefined : await connection.first(selectPlace, { ...own, cursor });
    if (cursor !== undefined && !found) return { events: [], hasMore: false };
    const values: Values = {
      ...own,
      ...(cursor !== undefined && { cursor }),
      ...(found && { cursor_created_at: Number(found.created_at), cursor_position: Number(found.position) }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      ...(kinds && { kinds: kindsText(kinds) }),
      // One row more tells whether there are more.
      limit: limit + 1,
    };
    const rows = await connection.all(statementFor(query), values);
    const events = rows.slice(0, limit).map(eventOf);
    return { events: before === undefined ? events : events.reverse(), hasMore: rows.length > limit };
  };
}

function unacknowledged({ selectFrom }: EventWhere) {
  return deliveriesOf(selectFrom).where('webhook_deliveries.state', '!=', sql.lit('delivered'));
}
