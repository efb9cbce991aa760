/** The replies under idempotency keys, in SQL. */

import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { StoredReplies } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { param, prepare } from './Statement.js';
import type { Schema, StoredReplyRow } from './schema.js';

/** Locks a key until the end of the transaction. False when another transaction has it, which is not waited for. */
export type LockKey = (connection: Connection, owner: Owner, key: string) => Promise<boolean>;

/** The replies in SQL, for any transaction of an engine. Every statement but the purge names the owner. */
export function sqlReplies(db: Kysely<Schema>, lock: LockKey): (connection: Connection) => StoredReplies {
  const select = prepare(
    db
      .selectFrom('stored_answers')
      .select(['path', 'fingerprint', 'status', 'request_id', 'created_at', 'body'])
      .where(isReply),
  );
  const remove = prepare(db.deleteFrom('stored_answers').where(isReply));
  const insert = prepare(
    db.insertInto('stored_answers').values({
      organization: param('organization'),
      livemode: param('livemode'),
      idempotency_key: param('idempotency_key'),
      path: param('path'),
      fingerprint: param('fingerprint'),
      status: param('status'),
      request_id: param('request_id'),
      created_at: param('created_at'),
      body: param('body'),
    }),
  );
  const removeAll = prepare(db.deleteFrom('stored_answers'));
  const purge = prepare(
    db
      .deleteFrom('stored_answers')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('organization', 'livemode', 'idempotency_key'),
          'in',
          selectFrom('stored_answers')
            .select(['organization', 'livemode', 'idempotency_key'])
            .where('created_at', '<', param<number>('since'))
            .limit(param<number>('limit'))
            .$asTuple('organization', 'livemode', 'idempotency_key'),
        ),
      ),
  );

  return (connection) => ({
    async claim(owner, key, since) {
      const own = keyOf(owner, key);
      // In this order: a key that is locked may have its reply a moment later.
      const locked = await lock(connection, owner, key);
      const row = await connection.first(select, own);
      if (row && Number(row.created_at) >= since) return { kind: 'used', reply: fromRow(row) };
      if (!locked) return { kind: 'in_use' };
      if (row) await connection.run(remove, own);
      return { kind: 'free' };
    },

    async keep({ organization, livemode }, key, { path, fingerprint, status, requestId, createdAt, body }) {
      await connection.run(insert, {
        organization,
        livemode: Number(livemode),
        idempotency_key: key,
        path,
        fingerprint,
        status,
        request_id: requestId,
        created_at: createdAt,
        body,
      });
    },

    async clear() {
      await connection.run(removeAll, {});
    },

    purge: (since, limit) => connection.run(purge, { since, limit }),
  });
}

function isReply(where: ExpressionBuilder<Schema, 'stored_answers'>) {
  return where.and({
    organization: param<string>('organization'),
    livemode: param<number>('livemode'),
    idempotency_key: param<string>('idempotency_key'),
  });
}

function keyOf({ organization, livemode }: Owner, key: string) {
  return { organization, livemode: Number(livemode), idempotency_key: key };
}

function fromRow(row: Omit<StoredReplyRow, 'organization' | 'livemode' | 'idempotency_key'>) {
  const { path, fingerprint, status, body, request_id: requestId, created_at: createdAt } = row;
  return { path, fingerprint, status, body, requestId, createdAt: Number(createdAt) };
}
