import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { StoredAnswers } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { place, prepare } from './Statement.js';
import type { Schema, StoredAnswerRow } from './schema.js';

/** Takes a key until the end of the transaction. False when another transaction has it, which is not waited for. */
export type TakeKey = (connection: Connection, owner: Owner, key: string) => Promise<boolean>;

/** The answers in SQL, for any transaction of an engine. Every statement but the purge names the owner. */
export function sqlAnswers(db: Kysely<Schema>, take: TakeKey): (connection: Connection) => StoredAnswers {
  const select = prepare(
    db
      .selectFrom('stored_answers')
      .select(['path', 'fingerprint', 'status', 'request_id', 'created_at', 'body'])
      .where(isAnswer),
  );
  const remove = prepare(db.deleteFrom('stored_answers').where(isAnswer));
  const insert = prepare(
    db.insertInto('stored_answers').values({
      organization: place('organization'),
      livemode: place('livemode'),
      idempotency_key: place('idempotency_key'),
      path: place('path'),
      fingerprint: place('fingerprint'),
      status: place('status'),
      request_id: place('request_id'),
      created_at: place('created_at'),
      body: place('body'),
    }),
  );
  const purge = prepare(
    db
      .deleteFrom('stored_answers')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('organization', 'livemode', 'idempotency_key'),
          'in',
          selectFrom('stored_answers')
            .select(['organization', 'livemode', 'idempotency_key'])
            .where('created_at', '<', place<number>('since'))
            .limit(place<number>('limit'))
            .$asTuple('organization', 'livemode', 'idempotency_key'),
        ),
      ),
  );

  return (connection) => ({
    async claim(owner, key, since) {
      const own = keyOf(owner, key);
      // In this order: who finds a key taken may find its answer a moment later.
      const taken = await take(connection, owner, key);
      const row = await connection.first(select, own);
      if (row && Number(row.created_at) >= since) return { kind: 'used', answer: fromRow(row) };
      if (!taken) return { kind: 'in_use' };
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

    purge: (since, limit) => connection.run(purge, { since, limit }),
  });
}

function isAnswer(where: ExpressionBuilder<Schema, 'stored_answers'>) {
  return where.and({
    organization: place<string>('organization'),
    livemode: place<number>('livemode'),
    idempotency_key: place<string>('idempotency_key'),
  });
}

function keyOf({ organization, livemode }: Owner, key: string) {
  return { organization, livemode: Number(livemode), idempotency_key: key };
}

function fromRow(row: Omit<StoredAnswerRow, 'organization' | 'livemode' | 'idempotency_key'>) {
  const { path, fingerprint, status, body, request_id: requestId, created_at: createdAt } = row;
  return { path, fingerprint, status, body, requestId, createdAt: Number(createdAt) };
}
