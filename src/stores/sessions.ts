/** The Checkout Sessions in SQL. */

import type { ExpressionBuilder, Kysely } from 'kysely';
import type { CheckoutSession } from '../domain/CheckoutSession.js';
import { unfinished } from '../domain/CheckoutSession.js';
import { cancellation } from '../domain/cancellation.js';
import type { JsonObject, Owner } from '../domain/PaymentIntent.js';
import type { CheckoutSessions, PaymentIntents } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import type { RecordEvents } from './events.js';
import { param, prepare } from './Statement.js';
import type { CheckoutSessionRow, Schema } from './schema.js';

const columns = ['organization', 'livemode', 'id', 'status', 'payment_intent', 'expires_at', 'details'] as const;

/** The sessions in SQL, for any transaction of an engine. Every statement names the owner. */
export function sqlSessions(
  db: Kysely<Schema>,
): (connection: Connection, intents: PaymentIntents, record: RecordEvents) => CheckoutSessions {
  const select = prepare(db.selectFrom('checkout_sessions').select(columns).where(isSession));
  const insert = prepare(
    db
      .insertInto('checkout_sessions')
      .values({
        organization: param('organization'),
        livemode: param('livemode'),
        id: param('id'),
        status: param('status'),
        payment_intent: param('payment_intent'),
        expires_at: param('expires_at'),
        details: param('details'),
      })
      .onConflict((conflict) => conflict.columns(['organization', 'livemode', 'id']).doNothing()),
  );
  const expire = prepare(
    db
      .updateTable('checkout_sessions')
      .set({ status: 'expired' })
      .where(isSession)
      .where('status', '=', 'open')
      .returning(columns),
  );
  const removeAll = prepare(db.deleteFrom('checkout_sessions'));

  return (connection, intents, record) => {
    const find: CheckoutSessions['find'] = async (owner, id) => {
      // PostgreSQL knows no text with the character 0 in it.
      if (id.includes('\0')) return undefined;
      const row = await connection.first(select, keyOf(owner, id));
      return row && fromRow(row);
    };

    return {
      find,

      async add(owner, { id, status, paymentIntent, expiresAt, details }) {
        const row = { status, payment_intent: paymentIntent, expires_at: expiresAt, details: JSON.stringify(details) };
        return (await connection.run(insert, { ...keyOf(owner, id), ...row })) === 1;
      },

      async expire(owner, id, at) {
        const session = await find(owner, id);
        if (!session) return { kind: 'missing' };
        const row = await connection.first(expire, keyOf(owner, id));
        if (!row) return { kind: 'refused', session: (await find(owner, id)) ?? session };
        const expired = fromRow(row);
        await record(owner, ['session.expired'], { session: expired }, at);
        if (expired.paymentIntent !== null) {
          const policy = { from: [], fromWhenOwnedByCheckout: unfinished };
          await intents.transition(owner, expired.paymentIntent, cancellation(policy, null, at));
        }
        return { kind: 'moved', session: expired };
      },

      async clear() {
        await connection.run(removeAll, {});
      },
    };
  };
}

type Where = ExpressionBuilder<Schema, 'checkout_sessions'>;

function isSession(where: Where) {
  return where.and({
    organization: param<string>('organization'),
    livemode: param<number>('livemode'),
    id: param<string>('id'),
  });
}

function keyOf({ organization, livemode }: Owner, id: string) {
  return { organization, livemode: Number(livemode), id };
}

function fromRow({ id, status, payment_intent, expires_at, details }: CheckoutSessionRow): CheckoutSession {
  return {
    id,
    status: status as CheckoutSession['status'],
    paymentIntent: payment_intent,
    expiresAt: Number(expires_at),
    details: JSON.parse(details) as JsonObject,
  };
}
