/** Pages of intents in SQL. */

import { type Kysely, sql } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Page, PageQuery } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { fromRow } from './row.js';
import { param, prepare, type Statement, type Values } from './Statement.js';
import { type PaymentIntentRow, paymentIntentColumns, type Schema } from './schema.js';

/** Where an intent stands among those of its owner. */
interface Place {
  readonly created_at: number | string;
  readonly position: number | string;
}

/** The pages of any transaction of an engine. Every statement names the owner. */
export function sqlPages(
  db: Kysely<Schema>,
): (connection: Connection, owner: Owner, query: PageQuery) => Promise<Page> {
  const selectPlace = prepare<Place>(
    db
      .selectFrom('payment_intents')
      .select(['created_at', 'position'])
      .where('organization', '=', param<string>('organization'))
      .where('livemode', '=', param<number>('livemode'))
      .where('id', '=', param<string>('cursor')),
  );

  // Each set of conditions makes one statement, for all values.
  const statements = new Map<string, Statement<PaymentIntentRow>>();
  const statementFor = ({ after, before, customer, since, until }: PageQuery) => {
    const shape = JSON.stringify([after, before, customer, since, until].map((value) => value !== undefined));
    const direction = before === undefined ? 'desc' : 'asc';
    const place = sql`(created_at, position, id)`;
    const cursor = sql`(${param('cursor_created_at')}, ${param('cursor_position')}, ${param('cursor')})`;
    const statement =
      statements.get(shape) ??
      prepare<PaymentIntentRow>(
        db
          .selectFrom('payment_intents')
          .select(paymentIntentColumns)
          .where('organization', '=', param<string>('organization'))
          .where('livemode', '=', param<number>('livemode'))
          .$if(after !== undefined, (query) => query.where(sql<boolean>`${place} < ${cursor}`))
          .$if(before !== undefined, (query) => query.where(sql<boolean>`${place} > ${cursor}`))
          .$if(customer !== undefined, (query) => query.where('customer', '=', param<string>('customer')))
          .$if(since !== undefined, (query) => query.where('created_at', '>=', param<number>('since')))
          .$if(until !== undefined, (query) => query.where('created_at', '<=', param<number>('until')))
          .orderBy('created_at', direction)
          .orderBy('position', direction)
          .orderBy('id', direction)
          .limit(param<number>('limit')),
      );
    statements.set(shape, statement);
    return statement;
  };

  return async (connection, { organization, livemode }, query) => {
    const owner = { organization, livemode: Number(livemode) };
    const { after, before, limit, customer, since, until } = query;
    const cursor = after ?? before;
    // PostgreSQL knows no text with the character 0 in it.
    if (customer?.includes('\0')) return { intents: [], hasMore: false };
    const found = cursor === undefined ? undefined : await connection.first(selectPlace, { ...owner, cursor });
    if (cursor !== undefined && !found) return { intents: [], hasMore: false };
    const values: Values = {
      ...owner,
      ...(cursor !== undefined && { cursor }),
      ...(found && { cursor_created_at: Number(found.created_at), cursor_position: Number(found.position) }),
      ...(customer !== undefined && { customer }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      // One row more tells whether there are more.
      limit: limit + 1,
    };
    const rows = await connection.all(statementFor(query), values);
    const intents = rows.slice(0, limit).map(fromRow);
    return { intents: before === undefined ? intents : intents.reverse(), hasMore: rows.length > limit };
  };
}
