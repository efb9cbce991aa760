import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { PaymentIntents } from '../domain/Store.js';
import type { Transition } from '../domain/transition.js';
import { fromRow, toColumns, toRow } from './row.js';
import type { Schema } from './schema.js';

/** The port in SQL. Every statement names the owner. */
export function sqlIntents(db: Kysely<Schema>): PaymentIntents {
  const find: PaymentIntents['find'] = async (owner, id) => {
    const row = await db.selectFrom('payment_intents').selectAll().where(isIntent(owner, id)).executeTakeFirst();
    return row && fromRow(row);
  };

  return {
    find,

    async transition(owner, id, transition) {
      const row = await db
        .updateTable('payment_intents')
        .set(toColumns(transition.changes))
        .where(isIntent(owner, id))
        .where(allows(transition))
        .returningAll()
        .executeTakeFirst();
      if (row) return { kind: 'moved', intent: fromRow(row) };
      const intent = await find(owner, id);
      return intent ? { kind: 'refused', intent } : { kind: 'missing' };
    },

    async add(owner, intent) {
      const result = await db
        .insertInto('payment_intents')
        .values(toRow(owner, intent))
        .onConflict((conflict) => conflict.columns(['organization', 'livemode', 'id']).doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
  };
}

type Where = ExpressionBuilder<Schema, 'payment_intents'>;

function isIntent(owner: Owner, id: string) {
  return (where: Where) => where.and({ organization: owner.organization, livemode: Number(owner.livemode), id });
}

function allows({ from, fromInCheckout }: Transition) {
  return (where: Where) =>
    where.and([
      where.or([
        where('checkout_session', 'is', null).and('status', 'in', from),
        where('checkout_session', 'is not', null).and('status', 'in', fromInCheckout),
      ]),
      where.or([where('status', '!=', 'processing'), where('recallable', '=', 1)]),
    ]);
}
