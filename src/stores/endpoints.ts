/** Who wants to know of events, in SQL. */

import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Deliveries, Endpoint } from '../domain/Deliveries.js';
import { eventKinds } from '../domain/Event.js';
import type { Connection } from './Connection.js';
import { allKinds, kindsText } from './enqueue.js';
import { ownerOf } from './eventRow.js';
import type { EndpointRow } from './eventSchema.js';
import { param, prepare } from './Statement.js';
import type { Schema } from './schema.js';

/** The endpoints of any transaction of an engine. Every statement names the owner. */
export function sqlEndpoints(
  db: Kysely<Schema>,
): (connection: Connection, onEndpoint: () => void) => Pick<Deliveries, 'register' | 'endpoints' | 'end'> {
  const register = prepare(
    db
      .insertInto('webhook_endpoints')
      .values({
        organization: param('organization'),
        livemode: param('livemode'),
        id: param('id'),
        url: param('url'),
        kinds: param('kinds'),
        enabled: 1,
        lease_until: 0,
      })
      .onConflict((conflict) =>
        conflict.columns(['organization', 'livemode', 'id']).doUpdateSet({ kinds: param<string>('kinds'), enabled: 1 }),
      ),
  );
  const selectEndpoints = prepare(
    db
      .selectFrom('webhook_endpoints')
      .select(['organization', 'livemode', 'id', 'url', 'kinds', 'enabled'])
      .where(isOwned)
      .orderBy('id'),
  );
  const remove = prepare(db.deleteFrom('webhook_endpoints').where(isEndpoint));
  const disable = prepare(db.updateTable('webhook_endpoints').set({ enabled: 0 }).where(isEndpoint));
  const endDeliveries = prepare(
    db
      .updateTable('webhook_deliveries')
      .set({ state: 'given_up', lease_holder: null })
      .where(isDeliveryTo)
      .where(isPending),
  );
  const removeDeliveries = prepare(db.deleteFrom('webhook_deliveries').where(isDeliveryTo));

  return (connection, onEndpoint) => ({
    async register({ owner, id, url, kinds }) {
      onEndpoint();
      await connection.run(register, {
        ...ownerOf(owner),
        id,
        url,
        kinds: kinds === null ? allKinds : kindsText(kinds),
      });
    },

    async endpoints(owner) {
      return (await connection.all(selectEndpoints, ownerOf(owner))).map(endpointOf);
    },

    async end(owner, id, how) {
      const key = { ...ownerOf(owner), id };
      if (how === 'removed') await connection.run(removeDeliveries, key);
      else await connection.run(endDeliveries, key);
      return (await connection.run(how === 'removed' ? remove : disable, key)) > 0;
    },
  });
}

function endpointOf(row: Omit<EndpointRow, 'lease_holder' | 'lease_until'>): Endpoint {
  const { organization, livemode, id, url, kinds, enabled } = row;
  const wanted = eventKinds.filter((kind) => kinds.includes(`,${kind},`));
  return {
    id,
    owner: { organization, livemode: livemode === 1 },
    url,
    kinds: kinds === allKinds ? null : wanted,
    enabled: enabled === 1,
  };
}

function isOwned(where: ExpressionBuilder<Schema, 'webhook_endpoints'>) {
  return where.and({ organization: param<string>('organization'), livemode: param<number>('livemode') });
}

export function isEndpoint(where: ExpressionBuilder<Schema, 'webhook_endpoints'>) {
  return isOwned(where).and('id', '=', param<string>('id'));
}

export type Deliverable = ExpressionBuilder<Schema, 'webhook_deliveries'>;

export function isDeliveryTo(where: Deliverable) {
  return where.and({
    organization: param<string>('organization'),
    livemode: param<number>('livemode'),
    endpoint: param<string>('id'),
  });
}

export function isPending(where: Deliverable) {
  return where('state', '=', sql.lit('pending'));
}
