/** Pages of intents in SQL. */

import type { Kysely } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Page, PageQuery } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { isOnPage, type Place, pageOrder, readPage } from './cursor.js';
import { fromRow } from './row.js';
import { param, prepare, type Statement } from './Statement.js';
import { type PaymentIntentRow, paymentIntentColumns, type Schema } from './schema.js';

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
  const statementFor = (query: PageQuery) => {
    const { after, before, customer, since, until } = query;
    const shape = JSON.stringify([after, before, customer, since, until].map((value) => value !== undefined));
    const statement =
      statements.get(shape) ??
      prepare<PaymentIntentRow>(
        db
          .selectFrom('payment_intents')
          .select(paymentIntentColumns)
          .where('organization', '=', param<string>('organization'))
          .where('livemode', '=', param<number>('livemode'))
          .where(isOnPage(query))
          .$if(customer !== undefined, (some) => some.where('customer', '=', param<string>('customer')))
          .orderBy(pageOrder(query))
          .limit(param<number>('limit')),
      );
    statements.set(shape, statement);
    return statement;
  };

  return async (connection, { organization, livemode }, query) => {
    const { customer } = query;
    // PostgreSQL knows no text with the character 0 in it.
    if (customer?.includes('\0')) return { intents: [], hasMore: false };
    const own = { organization, livemode: Number(livemode), ...(customer !== undefined && { customer }) };
    const select = statementFor(query);
    const { rows, hasMore } = await readPage(connection, { selectPlace, select }, query, own);
    return { intents: rows.map(fromRow), hasMore };
  };
}
