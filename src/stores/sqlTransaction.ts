/** All that a transaction can reach, in SQL. */

import type { Kysely } from 'kysely';
import type { Cause } from '../domain/Event.js';
import type { Transaction } from '../domain/Store.js';
import type { Connection } from './Connection.js';
import { type SqlClockOptions, sqlClock, type TransactionClock } from './clock.js';
import { sqlDeliveries } from './deliveries.js';
import { sqlEvents } from './events.js';
import { sqlIntents } from './intents.js';
import { sqlObjects } from './objects.js';
import { type LockKey, sqlReplies } from './replies.js';
import type { Schema } from './schema.js';
import { sqlSessions } from './sessions.js';

/** What differs between the engines. */
export interface EngineOptions extends SqlClockOptions {
  /** Whether others may write while a transaction runs, so that a row is locked while it is decided about. */
  readonly locksRows: boolean;
  readonly lockKey: LockKey;
}

/** One connection, on which transactions follow each other. */
export interface SqlTransactions {
  readonly clock: TransactionClock;
  /** What a transaction can reach after it has begun, or the part of it that is done for one request. */
  transaction(cause: Cause | null): Transaction;
}

/** Makes the transactions of a connection. The text is what each of them looks at as it begins. */
export function sqlTransactions(
  db: Kysely<Schema>,
  { locksRows, lockKey, ...clockOptions }: EngineOptions,
): { readonly look: string; on(connection: Connection, onDue: () => void): SqlTransactions } {
  const clocks = sqlClock(db, clockOptions);
  const intentsOn = sqlIntents(db, locksRows);
  const sessionsOn = sqlSessions(db);
  const objectsOn = sqlObjects(db);
  const repliesOn = sqlReplies(db, lockKey);
  const eventsOn = sqlEvents(db);
  const deliveriesOn = sqlDeliveries(db);

  return {
    look: clocks.look.text,
    on(connection, onDue) {
      const { events, recorder } = eventsOn(connection);
      const movedFor = (cause: Cause | null, isAwaited: () => boolean) => {
        const record = recorder(cause, isAwaited, onDue);
        const intents = intentsOn(connection, record);
        return { intents, sessions: sessionsOn(connection, intents, record) };
      };
      const clock = clocks.on(connection, (isAwaited) => movedFor(null, isAwaited));
      const objects = objectsOn(connection);
      const replies = repliesOn(connection);
      const deliveries = deliveriesOn(connection, () => clock.now, clock.await, onDue);
      return {
        clock,
        transaction(cause) {
          const moved = movedFor(cause, clock.isAwaited);
          const intents = clock.watchIntents(moved.intents);
          const sessions = clock.watchSessions(moved.sessions);
          return { intents, sessions, objects, replies, events, deliveries, clock };
        },
      };
    },
  };
}
