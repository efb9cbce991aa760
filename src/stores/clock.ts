/** The clock of a store in SQL, and the expiry of holds that it brings. */

import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { type Clock, timeOf } from '../domain/Clock.js';
import { expiry } from '../domain/expiry.js';
import type { PaymentIntents, StoreClock } from '../domain/Store.js';
import type { Alarm } from './alarm.js';
import type { Connection } from './Connection.js';
import { param, prepare, type Statement } from './Statement.js';
import type { ClockRow, Schema } from './schema.js';

/** The clock, and the next deadline of a hold in Unix seconds; null when none is to come. */
export interface Look extends ClockRow {
  readonly deadline: number | string | null;
}

/** The clock in SQL, for any transaction of an engine. */
export interface SqlClock {
  /** What a transaction has to know as it begins. It has no parameters. */
  readonly look: Statement<Look>;
  on(connection: Connection, intents: PaymentIntents): TransactionClock;
}

/** The clock of the transactions of one connection, one after the other. */
export interface TransactionClock extends StoreClock {
  /** Begins a transaction, with what a look has found if there was one. */
  begin(found?: Look): Promise<void>;
  /** The same intents, whose deadlines the alarm knows. */
  readonly intents: PaymentIntents;
}

export interface SqlClockOptions {
  /** Unix milliseconds. */
  readonly machineTime: () => number;
  readonly alarm: Alarm;
  /** Lets one transaction at a time move the clock and what it brings. */
  readonly lock: (connection: Connection) => Promise<unknown>;
}

export function sqlClock(db: Kysely<Schema>, { machineTime, alarm, lock }: SqlClockOptions): SqlClock {
  const look = prepare<Look>(
    db
      .selectFrom('clock')
      .select(['ahead', 'stopped_at'])
      .select(({ selectFrom }) =>
        selectFrom('payment_intents')
          .select('expires_at')
          .where(waits)
          .orderBy('expires_at')
          .limit(sql.lit(1))
          .as('deadline'),
      ),
  );
  const selectAny = prepare(
    db.selectNoFrom(({ selectFrom }) => [
      selectFrom('payment_intents').select('id').limit(sql.lit(1)).as('intent'),
      selectFrom('stored_answers').select('idempotency_key').limit(sql.lit(1)).as('key'),
    ]),
  );
  const update = prepare(db.updateTable('clock').set({ ahead: param('ahead'), stopped_at: param('stopped_at') }));
  const selectDue = prepare(
    db
      .selectFrom('payment_intents')
      .select(['organization', 'livemode', 'id', 'expires_at'])
      .where(waits)
      .where('expires_at', '<=', param<number>('now'))
      .orderBy('expires_at')
      .orderBy('updated_at')
      .orderBy('id'),
  );

  return {
    look,
    on(connection, intents) {
      let clock: Clock;
      let time: number;

      const lookAt = async () => {
        const found = await connection.first(look, {});
        if (!found) throw new Error('the database has lost its clock');
        return found;
      };
      /** Gives back whether something is due. */
      const take = ({ ahead, stopped_at, deadline }: Look): boolean => {
        clock = { ahead: Number(ahead), stoppedAt: stopped_at === null ? null : Number(stopped_at) };
        time = timeOf(clock, machineTime());
        return deadline !== null && !awaits(Number(deadline));
      };
      /** Sets the alarm to a deadline in Unix seconds; false when that is over. */
      const awaits = (deadline: number): boolean => {
        if (deadline * 1000 <= time) return false;
        if (clock.stoppedAt === null) alarm.set(deadline * 1000 - clock.ahead);
        return true;
      };
      const expire = async () => {
        do {
          const rows = await connection.all(selectDue, { now: seconds() });
          for (const { organization, livemode, id, expires_at } of rows) {
            await intents.transition({ organization, livemode: livemode === 1 }, id, expiry(Number(expires_at)));
          }
          // It is later by now, and more may be due.
        } while (take(await lookAt()));
      };
      const seconds = () => Math.floor(time / 1000);

      return {
        get now() {
          return seconds();
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
          const { intent, key } = (await connection.first(selectAny, {})) ?? {};
          return intent === null && key === null;
        },

        async move(change) {
          await lock(connection);
          take(await lookAt());
          const { ahead, stoppedAt } = change(clock, machineTime());
          await connection.run(update, { ahead, stopped_at: stoppedAt });
          if (take(await lookAt())) await expire();
        },

        intents: {
          ...intents,
          async add(owner, intent) {
            const added = await intents.add(owner, intent);
            if (added && intent.expiresAt !== null) awaits(intent.expiresAt);
            return added;
          },
        },
      };
    },
  };
}

/** As the index has it, whose words these must be. */
function waits(where: ExpressionBuilder<Schema, 'payment_intents'>) {
  return where.and([where('status', '=', sql.lit('requires_capture')), where('expires_at', 'is not', null)]);
}
