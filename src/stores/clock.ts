/** The clock of a store in SQL, and what it brings: holds and sessions expire, debits are settled. */

import { type Kysely, sql } from 'kysely';
import { type Clock, timeOf } from '../domain/Clock.js';
import type { PaymentIntent } from '../domain/PaymentIntent.js';
import type { CheckoutSessions, PaymentIntents, StoreClock } from '../domain/Store.js';
import type { Alarm } from './alarm.js';
import type { Connection } from './Connection.js';
import { type Deadlines, nextDeadline, selectDeadlines, sqlDue } from './deadlines.js';
import { param, prepare, type Statement } from './Statement.js';
import type { ClockRow, Schema } from './schema.js';

/** The clock, the next deadlines, and whether there are endpoints. */
export interface Look extends ClockRow, Deadlines {
  /** Null when there is none. */
  readonly endpoint: string | null;
}

/** The clock in SQL, for any transaction of an engine. */
export interface SqlClock {
  /** What a transaction has to know as it begins. It has no parameters. */
  readonly look: Statement<Look>;
  /**
   * @param moved what time moves.
   */
  on(
    connection: Connection,
    moved: (isAwaited: () => boolean) => { readonly intents: PaymentIntents; readonly sessions: CheckoutSessions },
  ): TransactionClock;
}

/** The clock of the transactions of one connection, one after the other. */
export interface TransactionClock extends StoreClock {
  /** Begins a transaction, with what a look has found if there was one. */
  begin(found?: Look): Promise<void>;
  /** Lets the alarm know the deadlines of what is made or moved. */
  watchIntents(intents: PaymentIntents): PaymentIntents;
  watchSessions(sessions: CheckoutSessions): CheckoutSessions;
  /** Whether there are endpoints that may want events. */
  isAwaited(): boolean;
  /** An endpoint has been added. */
  await(): void;
}

export interface SqlClockOptions {
  /** Unix milliseconds. */
  readonly machineTime: () => number;
  readonly alarm: Alarm;
  /** Lets one transaction at a time move the clock and do what is due. */
  readonly lock: (connection: Connection) => Promise<unknown>;
}

export function sqlClock(db: Kysely<Schema>, { machineTime, alarm, lock }: SqlClockOptions): SqlClock {
  const look = prepare<Look>(
    db
      .selectFrom('clock')
      .select(['ahead', 'stopped_at'])
      .select(selectDeadlines)
      .select(({ selectFrom }) => [selectFrom('webhook_endpoints').select('id').limit(sql.lit(1)).as('endpoint')]),
  );
  const dueOn = sqlDue(db);
  const selectAny = prepare(
    db.selectNoFrom(({ selectFrom }) => [
      selectFrom('payment_intents').select('id').limit(sql.lit(1)).as('intent'),
      selectFrom('checkout_sessions').select('id').limit(sql.lit(1)).as('session'),
      selectFrom('stored_answers').select('idempotency_key').limit(sql.lit(1)).as('key'),
    ]),
  );
  const update = prepare(db.updateTable('clock').set({ ahead: param('ahead'), stopped_at: param('stopped_at') }));

  return {
    look,
    on(connection, moved) {
      let clock: Clock;
      let time: number;
      let next: number | null;
      let awaited = false;
      const isAwaited = () => awaited;
      const { intents, sessions } = moved(isAwaited);
      const due = dueOn(connection, intents, sessions);

      const lookAt = async () => {
        const found = await connection.first(look, {});
        if (!found) throw new Error('the database has lost its clock');
        return found;
      };
      /** Gives back whether something is due. */
      const take = (found: Look): boolean => {
        const { ahead, stopped_at, endpoint } = found;
        awaited = endpoint !== null;
        clock = { ahead: Number(ahead), stoppedAt: stopped_at === null ? null : Number(stopped_at) };
        time = timeOf(clock, machineTime());
        next = nextDeadline(found);
        return next !== null && !awaits(next);
      };
      /** Sets the alarm to a deadline in Unix seconds; false when that is over. */
      const awaits = (deadline: number): boolean => {
        if (deadline * 1000 <= time) return false;
        if (clock.stoppedAt === null) alarm.set(deadline * 1000 - clock.ahead);
        return true;
      };
      const expire = async () => {
        do {
          for (const happen of await due(seconds())) await happen();
          // It is later by now, and more may be due.
        } while (take(await lookAt()));
      };
      const expect = ({ status, expiresAt, settlesAt }: PaymentIntent) => {
        if (status === 'requires_capture' && expiresAt !== null) awaits(expiresAt);
        if (status === 'processing' && settlesAt !== null) awaits(settlesAt);
      };
      const seconds = () => Math.floor(time / 1000);

      return {
        get now() {
          return seconds();
        },

        get deadline() {
          return next;
        },

        get isStopped() {
          return clock.stoppedAt !== null;
        },

        async begin(found) {
          if (!take(found ?? (await lookAt()))) return;
          await lock(connection);
          await expire();
        },

        async isUnused() {
          const { intent, session, key } = (await connection.first(selectAny, {})) ?? {};
          return intent === null && session === null && key === null;
        },

        async move(change) {
          await lock(connection);
          take(await lookAt());
          const { ahead, stoppedAt } = change(clock, machineTime());
          await connection.run(update, { ahead, stopped_at: stoppedAt });
          if (take(await lookAt())) await expire();
        },

        isAwaited,

        await() {
          awaited = true;
        },

        watchIntents: (intents) => ({
          ...intents,
          async add(owner, intent, events) {
            const added = await intents.add(owner, intent, events);
            if (added) expect(intent);
            return added;
          },
          async change(owner, id, decide) {
            const outcome = await intents.change(owner, id, decide);
            if (outcome.kind === 'moved') expect(outcome.intent);
            return outcome;
          },
        }),

        watchSessions: (sessions) => ({
          ...sessions,
          async add(owner, session) {
            const added = await sessions.add(owner, session);
            if (added && session.status === 'open') awaits(session.expiresAt);
            return added;
          },
        }),
      };
    },
  };
}
