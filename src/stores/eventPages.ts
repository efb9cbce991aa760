/** Pages of events in SQL. */

import { type Kysely, sql } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { EventPage, EventQuery } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { isOnPage, type Place, pageOrder, readPage } from './cursor.js';
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
import { param, prepare, type Statement } from './Statement.js';
import type { Schema } from './schema.js';

/** The pages of any transaction of an engine. Every statement names the owner. */
export function sqlEventPages(
  db: Kysely<Schema>,
): (connection: Connection, owner: Owner, query: EventQuery) => Promise<EventPage> {
  const selectPlace = prepare<Place>(
    db
      .selectFrom('events')
      .select(['created_at', 'position'])
      .where(isOwnedEvent)
      .where('id', '=', param<string>('cursor')),
  );

  // Each set of conditions makes one statement, for all values.
  const statements = new Map<string, Statement<StoredEvent>>();
  const statementFor = (query: EventQuery) => {
    const { after, before, since, until, kinds, delivered } = query;
    const shape = JSON.stringify([[after, before, since, until, kinds].map((value) => value !== undefined), delivered]);
    const statement =
      statements.get(shape) ??
      prepare<StoredEvent>(
        db
          .selectFrom('events')
          .select(eventColumns)
          .where(isOwnedEvent)
          .where(isOnPage(query))
          .$if(kinds !== undefined, (some) =>
            some.where(sql<boolean>`cast(${param('kinds')} as text) like '%,' || kind || ',%'`),
          )
          .$if(delivered === true, (some) => some.where(({ not, exists }) => not(exists(unacknowledged))))
          .$if(delivered === false, (some) => some.where(({ exists }) => exists(unacknowledged)))
          .orderBy(pageOrder(query))
          .limit(param<number>('limit')),
      );
    statements.set(shape, statement);
    return statement;
  };

  return async (connection, owner, query) => {
    const { kinds } = query;
    const own = { ...ownerOf(owner), ...(kinds && { kinds: kindsText(kinds) }) };
    const select = statementFor(query);
    const { rows, hasMore } = await readPage(connection, { selectPlace, select }, query, own);
    return { events: rows.map(eventOf), hasMore };
  };
}

function unacknowledged({ selectFrom }: EventWhere) {
  return deliveriesOf(selectFrom).where('webhook_deliveries.state', '!=', sql.lit('delivered'));
}
