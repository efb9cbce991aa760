/** The deliveries that endpoints are still to get, in SQL. */

import { type Kysely, sql } from 'kysely';
import type { AttemptResult, Deliveries, Delivery } from '../domain/Deliveries.js';
import type { Connection } from './Connection.js';
import { type Deliverable, isDeliveryTo, isEndpoint, isPending, sqlEndpoints } from './endpoints.js';
import { prepareRequeue, wantedLike } from './enqueue.js';
import { eventColumns, eventOf, ownerOf, type StoredEvent } from './eventRow.js';
import { param, prepare } from './Statement.js';
import type { Schema } from './schema.js';

/** A delivery with the event that is delivered. */
interface DueRow extends StoredEvent {
  readonly attempts: number;
}

/**
 * The deliveries in SQL, for any transaction of an engine. Every statement names the owner, except those about a
 * holder.
 */
export function sqlDeliveries(
  db: Kysely<Schema>,
): (connection: Connection, now: () => number, onEndpoint: () => void, onDue: () => void) => Deliveries {
  const endpointsOn = sqlEndpoints(db);
  const take = prepare(
    db
      .updateTable('webhook_endpoints')
      .set({ lease_holder: param('holder'), lease_until: param('until') })
      .where(isEndpoint)
      .where('enabled', '=', sql.lit(1))
      .where(({ eb, or }) =>
        or([
          eb('lease_holder', 'is', null),
          eb('lease_holder', '=', param<string>('holder')),
          eb('lease_until', '<', param<number>('now')),
        ]),
      ),
  );
  const giveBack = prepare(
    db
      .updateTable('webhook_endpoints')
      .set({ lease_holder: null })
      .where(isEndpoint)
      .where('lease_holder', '=', param<string>('holder')),
  );
  const selectDue = () =>
    db
      .selectFrom('webhook_deliveries')
      .innerJoin('events', (join) =>
        join
          .onRef('events.organization', '=', 'webhook_deliveries.organization')
          .onRef('events.livemode', '=', 'webhook_deliveries.livemode')
          .onRef('events.id', '=', 'webhook_deliveries.event'),
      )
      .select(eventColumns)
      .select('webhook_deliveries.attempts as attempts')
      .where('webhook_deliveries.organization', '=', param<string>('organization'))
      .where('webhook_deliveries.livemode', '=', param<number>('livemode'))
      .where('webhook_deliveries.endpoint', '=', param<string>('id'))
      .where('webhook_deliveries.state', '=', sql.lit('pending'))
      .where('webhook_deliveries.due_at', '<=', param<number>('due'));
  const selectFirst = prepare<DueRow>(
    selectDue()
      .where('webhook_deliveries.attempts', '=', sql.lit(0))
      .orderBy('webhook_deliveries.position')
      .limit(param<number>('limit')),
  );
  const selectAny = prepare(
    db
      .selectFrom('webhook_deliveries')
      .select('event')
      .where(isDeliveryTo)
      .where(isPending)
      .where('attempts', '=', sql.lit(0))
      .where('due_at', '<=', param<number>('due'))
      .limit(1),
  );
  const selectFurther = prepare<DueRow>(
    selectDue()
      .where('webhook_deliveries.attempts', '>', sql.lit(0))
      .where(({ eb, or }) =>
        or([
          eb('webhook_deliveries.lease_holder', 'is', null),
          eb('webhook_deliveries.lease_until', '<', param<number>('now')),
        ]),
      )
      .orderBy('webhook_deliveries.due_at')
      .orderBy('webhook_deliveries.position')
      .limit(param<number>('limit')),
  );
  const takeDelivery = prepare(
    db
      .updateTable('webhook_deliveries')
      .set({ lease_holder: param('holder'), lease_until: param('until') })
      .where(isDelivery)
      .where(isPending)
      .where(({ eb, or }) => or([eb('lease_holder', 'is', null), eb('lease_until', '<', param<number>('now'))])),
  );
  const renewEndpoints = prepare(
    db
      .updateTable('webhook_endpoints')
      .set({ lease_until: param('until') })
      .where('lease_holder', '=', param<string>('holder')),
  );
  const renewDeliveries = prepare(
    db
      .updateTable('webhook_deliveries')
      .set({ lease_until: param('until') })
      .where(isPending)
      .where('lease_holder', '=', param<string>('holder')),
  );
  const releaseEndpoints = prepare(
    db.updateTable('webhook_endpoints').set({ lease_holder: null }).where('lease_holder', '=', param<string>('holder')),
  );
  const releaseDeliveries = prepare(
    db
      .updateTable('webhook_deliveries')
      .set({ lease_holder: null })
      .where(isPending)
      .where('lease_holder', '=', param<string>('holder')),
  );
  const conclude = prepare(
    db
      .updateTable('webhook_deliveries')
      .set({
        state: param('state'),
        attempts: param('attempts'),
        due_at: param('due_at'),
        lease_holder: null,
      })
      .where(isDelivery)
      // Another process may have been answered, or the endpoint may want no more events.
      .where(isPending),
  );
  const requeue = prepareRequeue(db);
  const selectNext = prepare(
    db
      .selectFrom('webhook_deliveries')
      .select(({ fn }) => fn.min<number | string | null>('due_at').as('due_at'))
      .where(isDeliveryTo)
      .where(isPending)
      .where('due_at', '>', param<number>('after')),
  );

  return (connection, now, onEndpoint, onDue) => {
    const deliveryOf = (endpoint: string, owner: Delivery['owner']) => (row: DueRow) => ({
      endpoint,
      owner,
      event: eventOf(row),
      attempts: Number(row.attempts),
    });

    return {
      ...endpointsOn(connection, onEndpoint),

      async claimFirst(owner, id, lease, limit, except) {
        const key = { ...ownerOf(owner), id };
        const giveUp = () => connection.run(giveBack, { ...key, holder: lease.holder });
        // Most of the time there is none, and nothing need be written.
        if (!(await connection.first(selectAny, { ...key, due: now() }))) {
          await giveUp();
          return [];
        }
        if ((await connection.run(take, { ...key, ...lease })) === 0) return [];
        const rows = await connection.all(selectFirst, { ...key, due: now(), limit: limit + except.length });
        const due = rows.filter((row) => !except.includes(row.id)).slice(0, limit);
        if (due.length === 0) await giveUp();
        return due.map(deliveryOf(id, owner));
      },

      async claimFurther(owner, id, lease, limit) {
        const key = { ...ownerOf(owner), id };
        const rows = await connection.all(selectFurther, { ...key, due: now(), now: lease.now, limit });
        const taken: DueRow[] = [];
        for (const row of rows) {
          const own = { ...ownerOf(owner), endpoint: id, event: row.id, ...lease };
          if ((await connection.run(takeDelivery, own)) === 1) taken.push(row);
        }
        return taken.map(deliveryOf(id, owner));
      },

      async renew({ holder, until }) {
        await connection.run(renewEndpoints, { holder, until });
        await connection.run(renewDeliveries, { holder, until });
      },

      async release(holder) {
        await connection.run(releaseEndpoints, { holder });
        await connection.run(releaseDeliveries, { holder });
      },

      async conclude({ owner, endpoint, event, attempts }, result) {
        const key = { ...ownerOf(owner), endpoint, event: event.id };
        const [state, more, due] = columnsOf(result, now());
        await connection.run(conclude, { ...key, state, attempts: attempts + more, due_at: due });
      },

      async redeliver(owner, event, kind) {
        const values = { ...ownerOf(owner), event, kind: wantedLike(kind), due_at: now() };
        const queued = await connection.run(requeue, values);
        if (queued > 0) onDue();
        return queued;
      },

      async nextDue(endpoints, after) {
        let next: number | null = null;
        for (const { owner, id } of endpoints) {
          const row = await connection.first(selectNext, { ...ownerOf(owner), id, after });
          if (row && row.due_at !== null) next = Math.min(next ?? Number.POSITIVE_INFINITY, Number(row.due_at));
        }
        return next;
      },
    };
  };
}

/** The state after an attempt, how many attempts to add, and when the next one is due. */
function columnsOf(result: AttemptResult, now: number): [string, number, number] {
  switch (result.kind) {
    case 'delivered':
      return ['delivered', 1, now];
    case 'failed':
      return ['pending', 1, result.again];
    case 'given_up':
      return ['given_up', 1, now];
    case 'postponed':
      return ['pending', 0, result.until];
  }
}

function isDelivery(where: Deliverable) {
  return where.and({
    organization: param<string>('organization'),
    livemode: param<number>('livemode'),
    endpoint: param<string>('endpoint'),
    event: param<string>('event'),
  });
}
