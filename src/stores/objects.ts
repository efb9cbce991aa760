/** What intents refer to, in SQL. */

import type { Kysely } from 'kysely';
import type { JsonObject } from '../domain/PaymentIntent.js';
import type { RelatedObjects } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { param, prepare } from './Statement.js';
import type { Schema } from './schema.js';

/** The related objects in SQL, for any transaction of an engine. Every statement names the owner. */
export function sqlObjects(db: Kysely<Schema>): (connection: Connection) => RelatedObjects {
  const select = prepare(
    db
      .selectFrom('related_objects')
      .select(['payment_intent', 'details'])
      .where('organization', '=', param<string>('organization'))
      .where('livemode', '=', param<number>('livemode'))
      .where('id', '=', param<string>('id'))
      .where('kind', '=', param<string>('kind')),
  );
  const insert = prepare(
    db
      .insertInto('related_objects')
      .values({
        organization: param('organization'),
        livemode: param('livemode'),
        id: param('id'),
        kind: param('kind'),
        payment_intent: param('payment_intent'),
        details: param('details'),
      })
      .onConflict((conflict) => conflict.columns(['organization', 'livemode', 'id']).doNothing()),
  );
  const removeAll = prepare(db.deleteFrom('related_objects'));

  return (connection) => ({
    async find({ organization, livemode }, kind, id) {
      // PostgreSQL knows no text with the character 0 in it.
      if (id.includes('\0')) return undefined;
      const row = await connection.first(select, { organization, livemode: Number(livemode), kind, id });
      return row && { kind, id, paymentIntent: row.payment_intent, details: JSON.parse(row.details) as JsonObject };
    },

    async add({ organization, livemode }, { kind, id, paymentIntent, details }) {
      const row = { kind, id, payment_intent: paymentIntent, details: JSON.stringify(details) };
      return (await connection.run(insert, { organization, livemode: Number(livemode), ...row })) === 1;
    },

    async clear() {
      await connection.run(removeAll, {});
    },
  });
}
