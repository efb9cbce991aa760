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

export interface Schema {
  payment_intents: PaymentIntentRow;
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
};
