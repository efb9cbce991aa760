/** The tables, and the migrations that make them. */

import type { Migration } from 'kysely';

/** One row an intent. Times are Unix seconds, amounts minor units, truth values 0 or 1, objects JSON text. */
export interface PaymentIntentRow {
  organization: string;
  livemode: number;
  id: string;
  status: string;
  amount_capturable: number;
  amount_received: number;
  canceled_at: number | null;
  cancellation_reason: string | null;
  next_action: string | null;
  processing: string | null;
  updated_at: number;
  checkout_session: string | null;
  recallable: number;
  details: string;
}

/** Named one by one in every query: a column that a newer version adds would otherwise break the statements of this one. */
export const paymentIntentColumns = [
  'organization',
  'livemode',
  'id',
  'status',
  'amount_capturable',
  'amount_received',
  'canceled_at',
  'cancellation_reason',
  'next_action',
  'processing',
  'updated_at',
  'checkout_session',
  'recallable',
  'details',
] as const satisfies (keyof PaymentIntentRow)[];

/** One row an idempotency key whose request was executed. Times are Unix seconds; the body is as it was sent. */
export interface StoredReplyRow {
  organization: string;
  livemode: number;
  idempotency_key: string;
  path: string;
  fingerprint: string;
  status: number;
  request_id: string;
  created_at: number;
  body: string;
}

export interface Schema {
  payment_intents: PaymentIntentRow;
  stored_answers: StoredReplyRow;
}

/** Every change of the schema since the first, by name; a name is never changed or taken away. */
export const migrations: Record<string, Migration> = {
  '001_payment_intents': {
    async up(db) {
      await db.schema
        .createTable('payment_intents')
        .addColumn('organization', 'text', (column) => column.notNull())
        .addColumn('livemode', 'integer', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('amount_capturable', 'bigint', (column) => column.notNull())
        .addColumn('amount_received', 'bigint', (column) => column.notNull())
        .addColumn('canceled_at', 'bigint')
        .addColumn('cancellation_reason', 'text')
        .addColumn('next_action', 'text')
        .addColumn('processing', 'text')
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addColumn('checkout_session', 'text')
        .addColumn('recallable', 'integer', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('payment_intents_key', ['organization', 'livemode', 'id'])
        .execute();
    },
  },

  '002_stored_answers': {
    async up(db) {
      await db.schema
        .createTable('stored_answers')
        .addColumn('organization', 'text', (column) => column.notNull())
        .addColumn('livemode', 'integer', (column) => column.notNull())
        .addColumn('idempotency_key', 'text', (column) => column.notNull())
        .addColumn('path', 'text', (column) => column.notNull())
        .addColumn('fingerprint', 'text', (column) => column.notNull())
        .addColumn('status', 'integer', (column) => column.notNull())
        .addColumn('request_id', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('stored_answers_key', ['organization', 'livemode', 'idempotency_key'])
        .execute();
      // What is old is found by its age, among however many that are not.
      await db.schema.createIndex('stored_answers_age').on('stored_answers').column('created_at').execute();
    },
  },
};
