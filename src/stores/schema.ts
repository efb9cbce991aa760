/** The tables, and the migrations that make them. */

import { type Migration, sql } from 'kysely';
import { machineTime } from '../domain/time.js';
import { type EventTables, eventMigration } from './eventSchema.js';

/** One row for each intent. Times are Unix seconds, amounts minor units, truth values 0 or 1, objects JSON text. */
export interface PaymentIntentRow {
  organization: string;
  livemode: number;
  id: string;
  status: string;
  created_at: number;
  customer: string | null;
  amount: number;
  amount_capturable: number;
  amount_received: number;
  canceled_at: number | null;
  cancellation_reason: string | null;
  next_action: string | null;
  processing: string | null;
  updated_at: number;
  checkout_session: string | null;
  recallable: number;
  expires_at: number | null;
  settles_at: number | null;
  failure: string | null;
  details: string;
}

/** Where a row stands among those that were created in the same second: greater than that of every row before. */
export interface PositionedRow extends PaymentIntentRow {
  position: number;
}

/** Named one by one in every query: a column that a newer version adds would otherwise break the statements of this one. */
export const paymentIntentColumns = [
  'organization',
  'livemode',
  'id',
  'status',
  'created_at',
  'customer',
  'amount',
  'amount_capturable',
  'amount_received',
  'canceled_at',
  'cancellation_reason',
  'next_action',
  'processing',
  'updated_at',
  'checkout_session',
  'recallable',
  'expires_at',
  'settles_at',
  'failure',
  'details',
] as const satisfies (keyof PaymentIntentRow)[];

/** One row for each idempotency key whose request was executed. Times are Unix seconds; the body is as it was sent. */
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

/** The one row of the clock, in milliseconds: how far it is ahead of the machine's, and where it stands if it does. */
export interface ClockRow {
  ahead: number;
  stopped_at: number | null;
}

/** One row for each object that intents refer to; the details are JSON text. */
export interface RelatedObjectRow {
  organization: string;
  livemode: number;
  id: string;
  kind: string;
  payment_intent: string | null;
  details: string;
}

/** One row for each Checkout Session. Times are Unix seconds; the details are JSON text. */
export interface CheckoutSessionRow {
  organization: string;
  livemode: number;
  id: string;
  status: string;
  payment_intent: string | null;
  expires_at: number;
  details: string;
}

export interface Schema extends EventTables {
  checkout_sessions: CheckoutSessionRow;
  clock: ClockRow;
  payment_intents: PositionedRow;
  related_objects: RelatedObjectRow;
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
      // Old rows are found by their age, among any number of others.
      await db.schema.createIndex('stored_answers_age').on('stored_answers').column('created_at').execute();
    },
  },

  '003_clock': {
    async up(db) {
      await db.schema
        .createTable('clock')
        .addColumn('ahead', 'bigint', (column) => column.notNull())
        .addColumn('stopped_at', 'bigint')
        .execute();
      await db.insertInto('clock').values({ ahead: 0, stopped_at: null }).execute();
      await db.schema.alterTable('payment_intents').addColumn('expires_at', 'bigint').execute();
      // Until then no column said when a hold expires. Holds of the one dialect that lets them expire begin now.
      await db
        .updateTable('payment_intents')
        .set({ expires_at: Math.floor(machineTime() / 1000) + 7 * 24 * 60 * 60 })
        .where('status', '=', 'requires_capture')
        .where((where) => where(where.fn('substr', ['organization', where.lit(1), where.lit(5)]), '=', 'acct_'))
        .execute();
      // It has only holds that wait, so that the next one to expire is found among any number of intents.
      await db.schema
        .createIndex('payment_intents_expiry')
        .on('payment_intents')
        .column('expires_at')
        .where(sql<boolean>`status = 'requires_capture' and expires_at is not null`)
        .execute();
    },
  },

  '004_lifecycle': {
    async up(db) {
      const intents = () => db.schema.alterTable('payment_intents');
      await intents()
        .addColumn('created_at', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
      await intents().addColumn('customer', 'text').execute();
      await intents()
        .addColumn('amount', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
      await intents().addColumn('settles_at', 'bigint').execute();
      await intents().addColumn('failure', 'text').execute();
      await intents()
        .addColumn('position', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
      // Until then these stood in the object alone, as each dialect writes them.
      const rows = await db
        .selectFrom('payment_intents')
        .select(['organization', 'livemode', 'id', 'details'])
        .execute();
      for (const { details, ...key } of rows) {
        const { amount, created, created_at, customer } = JSON.parse(details);
        const seconds = typeof created === 'number' ? created : Math.floor(Date.parse(created_at) / 1000);
        const payer = typeof customer === 'object' ? (customer?.id ?? null) : (customer ?? null);
        await db
          .updateTable('payment_intents')
          .set({ amount, created_at: seconds || 0, customer: payer })
          .where((where) => where.and(key))
          .execute();
      }
      await db.schema
        .createIndex('payment_intents_age')
        .on('payment_intents')
        .columns(['organization', 'livemode', 'created_at', 'position'])
        .execute();
      await db.schema
        .createIndex('payment_intents_settlement')
        .on('payment_intents')
        .column('settles_at')
        .where(sql<boolean>`status = 'processing' and settles_at is not null`)
        .execute();
      await db.schema
        .createTable('related_objects')
        .addColumn('organization', 'text', (column) => column.notNull())
        .addColumn('livemode', 'integer', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('payment_intent', 'text')
        .addColumn('details', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('related_objects_key', ['organization', 'livemode', 'id'])
        .execute();
      await db.schema
        .createTable('checkout_sessions')
        .addColumn('organization', 'text', (column) => column.notNull())
        .addColumn('livemode', 'integer', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('payment_intent', 'text')
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('checkout_sessions_key', ['organization', 'livemode', 'id'])
        .execute();
      await db.schema
        .createIndex('checkout_sessions_expiry')
        .on('checkout_sessions')
        .column('expires_at')
        .where(sql<boolean>`status = 'open'`)
        .execute();
    },
  },

  '006_events': eventMigration,
};
