/** What time brings, in SQL: holds and Checkout Sessions expire, debits are settled. */

import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { expiry } from '../domain/expiry.js';
import type { CheckoutSessions, PaymentIntents } from '../domain/Store.js';
import { settlement } from '../domain/settlement.js';
import type { Connection } from './Connection.js';
import { param, prepare } from './Statement.js';
import type { Schema } from './schema.js';

/** The next deadline of each kind, in Unix seconds; null when none is to come. */
export interface Deadlines {
  readonly hold: number | string | null;
  readonly debit: number | string | null;
  readonly session: number | string | null;
}

/** The columns of a look at the deadlines. */
export function selectDeadlines({ selectFrom }: ExpressionBuilder<Schema, 'clock'>) {
  const one = sql.lit(1);
  return [
    selectFrom('payment_intents').select('expires_at').where(isHeld).orderBy('expires_at').limit(one).as('hold'),
    selectFrom('payment_intents').select('settles_at').where(isSubmitted).orderBy('settles_at').limit(one).as('debit'),
    selectFrom('checkout_sessions').select('expires_at').where(isOpen).orderBy('expires_at').limit(one).as('session'),
  ] as const;
}

/** Unix seconds of the deadline that comes first; null when none is to come. */
export function nextDeadline({ hold, debit, session }: Deadlines): number | null {
  const moments = [hold, debit, session].filter((moment) => moment !== null).map(Number);
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** Something that is to happen because its moment has come. */
type Happening = () => Promise<unknown>;

/** What is due at a moment in Unix seconds, in the order of deadlines. */
export function sqlDue(
  db: Kysely<Schema>,
): (
  connection: Connection,
  intents: PaymentIntents,
  sessions: CheckoutSessions,
) => (now: number) => Promise<Happening[]> {
  const selectHolds = prepare(
    db
      .selectFrom('payment_intents')
      .select(['organization', 'livemode', 'id', 'expires_at as deadline'])
      .where(isHeld)
      .where('expires_at', '<=', param<number>('now'))
      .orderBy('expires_at')
      .orderBy('updated_at')
      .orderBy('id'),
  );
  const selectDebits = prepare(
    db
      .selectFrom('payment_intents')
      .select(['organization', 'livemode', 'id', 'settles_at as deadline'])
      .where(isSubmitted)
      .where('settles_at', '<=', param<number>('now'))
      .orderBy('settles_at')
      .orderBy('updated_at')
      .orderBy('id'),
  );
  const selectSessions = prepare(
    db
      .selectFrom('checkout_sessions')
      .select(['organization', 'livemode', 'id', 'expires_at as deadline'])
      .where(isOpen)
      .where('expires_at', '<=', param<number>('now'))
      .orderBy('expires_at')
      .orderBy('id'),
  );

  return (connection, intents, sessions) => async (now) => {
    const [holds, debits, open] = [
      await connection.all(selectHolds, { now }),
      await connection.all(selectDebits, { now }),
      await connection.all(selectSessions, { now }),
    ];
    const kinds = [
      ...holds.map(happening((owner, id, at) => intents.transition(owner, id, expiry(at)))),
      ...debits.map(happening((owner, id, at) => intents.change(owner, id, async (intent) => settlement(intent, at)))),
      ...open.map(happening((owner, id, at) => sessions.expire(owner, id, at))),
    ];
    return kinds.sort((one, other) => one.deadline - other.deadline).map(({ happen }) => happen);
  };
}

interface DueRow {
  readonly organization: string;
  readonly livemode: number;
  readonly id: string;
  readonly deadline: number | string | null;
}

type Owner = { readonly organization: string; readonly livemode: boolean };

function happening(act: (owner: Owner, id: string, at: number) => Promise<unknown>) {
  return ({ organization, livemode, id, deadline }: DueRow) => ({
    deadline: Number(deadline),
    happen: () => act({ organization, livemode: livemode === 1 }, id, Number(deadline)),
  });
}

// In the words of the indexes, or they would not be used.

function isHeld(where: ExpressionBuilder<Schema, 'payment_intents'>) {
  return where.and([where('status', '=', sql.lit('requires_capture')), where('expires_at', 'is not', null)]);
}

function isSubmitted(where: ExpressionBuilder<Schema, 'payment_intents'>) {
  return where.and([where('status', '=', sql.lit('processing')), where('settles_at', 'is not', null)]);
}

function isOpen(where: ExpressionBuilder<Schema, 'checkout_sessions'>) {
  return where('status', '=', sql.lit('open'));
}
