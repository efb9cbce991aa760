/** The tables of events, of endpoints and of deliveries. */

import { type Migration, sql } from 'kysely';

/** One row for each event. Times are Unix seconds; the subject is JSON text. */
export interface EventRow {
  organization: string;
  livemode: number;
  id: string;
  /** Greater than that of every earlier event. */
  position: number;
  kind: string;
  created_at: number;
  subject: string;
  request_id: string | null;
  idempotency_key: string | null;
}

/** One row for each endpoint. Kinds are separated and surrounded by commas, `*` stands for all. */
export interface EndpointRow {
  organization: string;
  livemode: number;
  id: string;
  url: string;
  kinds: string;
  enabled: number;
  lease_holder: string | null;
  /** Milliseconds of the machine's time. */
  lease_until: number;
}

/** One row for an event and an endpoint that wants it. */
export interface DeliveryRow {
  organization: string;
  livemode: number;
  event: string;
  endpoint: string;
  /** That of the event. */
  position: number;
  /** `pending`, `delivered` or `given_up`. */
  state: string;
  attempts: number;
  /** Unix seconds of the next attempt. */
  due_at: number;
  lease_holder: string | null;
  /** Milliseconds of the machine's time. */
  lease_until: number;
}

export interface EventTables {
  events: EventRow;
  webhook_endpoints: EndpointRow;
  webhook_deliveries: DeliveryRow;
}

export const eventMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('events')
      .addColumn('organization', 'text', (column) => column.notNull())
      .addColumn('livemode', 'integer', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text')
      .addColumn('idempotency_key', 'text')
      .addPrimaryKeyConstraint('events_key', ['organization', 'livemode', 'id'])
      .execute();
    await db.schema
      .createIndex('events_age')
      .on('events')
      .columns(['organization', 'livemode', 'created_at', 'position'])
      .execute();
    await db.schema
      .createTable('webhook_endpoints')
      .addColumn('organization', 'text', (column) => column.notNull())
      .addColumn('livemode', 'integer', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('kinds', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('lease_holder', 'text')
      .addColumn('lease_until', 'bigint', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('webhook_endpoints_key', ['organization', 'livemode', 'id'])
      .execute();
    await db.schema
      .createTable('webhook_deliveries')
      .addColumn('organization', 'text', (column) => column.notNull())
      .addColumn('livemode', 'integer', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('lease_holder', 'text')
      .addColumn('lease_until', 'bigint', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('webhook_deliveries_key', ['organization', 'livemode', 'event', 'endpoint'])
      .execute();
    // It has only what waits, so that the next one is found among any number of others.
    await db.schema
      .createIndex('webhook_deliveries_queue')
      .on('webhook_deliveries')
      .columns(['organization', 'livemode', 'endpoint', 'position'])
      .where(sql<boolean>`state = 'pending' and attempts = 0`)
      .execute();
    await db.schema
      .createIndex('webhook_deliveries_due')
      .on('webhook_deliveries')
      .columns(['organization', 'livemode', 'endpoint', 'due_at'])
      .where(sql<boolean>`state = 'pending'`)
      .execute();
  },
};
