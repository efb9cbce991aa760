import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Owner } from '../domain/PaymentIntent.js';
import type { PaymentIntents } from '../domain/Store.js';
import type { Move, Transition } from '../domain/transition.js';
import type { Connection } from './Connection.js';
import type { RecordEvents } from './events.js';
import { sqlPages } from './pages.js';
import { nextPosition } from './position.js';
import { fromRow, toColumns, toRow } from './row.js';
import { param, prepare, type Statement } from './Statement.js';
import { type PaymentIntentRow, paymentIntentColumns, type Schema } from './schema.js';

/**
 * The intents in SQL, for any transaction of an engine. Every statement names the owner.
 *
 * @param locksRows whether others may write while a transaction runs, so that a row is locked while it is decided about.
 */
export function sqlIntents(
  db: Kysely<Schema>,
  locksRows: boolean,
): (connection: Connection, record: RecordEvents) => PaymentIntents {
  const pages = sqlPages(db);
  const selectIntent = db.selectFrom('payment_intents').select(paymentIntentColumns).where(isIntent);
  const select = prepare(selectIntent);
  const lock = locksRows ? prepare(selectIntent.forUpdate()) : select;
  const selectAll = prepare(
    db.selectFrom('payment_intents').select(paymentIntentColumns).where(isOwned).orderBy('updated_at').orderBy('id'),
  );
  const removeAll = prepare(db.deleteFrom('payment_intents'));
  const insert = prepare(
    db
      .insertInto('payment_intents')
      .values(params([...paymentIntentColumns, 'position'] as const))
      .onConflict((conflict) => conflict.columns(['organization', 'livemode', 'id']).doNothing()),
  );

  // There are few transitions, apart from the values that they set.
  const updates = new Map<string, Statement<PaymentIntentRow>>();
  const updateFor = (transition: Transition, columns: readonly string[]) => {
    const { from, fromWhenOwnedByCheckout, captures } = transition;
    const shape = `${columns} ${from} ${fromWhenOwnedByCheckout} ${typeof captures}`;
    let update = updates.get(shape);
    if (!update) {
      update = prepare(
        db
          .updateTable('payment_intents')
          .set(params(columns))
          .$if(captures === 'hold', (query) => query.set(holdCaptured))
          .$if(typeof captures === 'number', (query) => query.set(partCaptured).where(holdsEnough))
          .where(isIntent)
          .where(allows(transition))
          .returning(paymentIntentColumns),
      );
      updates.set(shape, update);
    }
    return update;
  };

  // There are few decisions, too.
  const changes = new Map<string, Statement<PaymentIntentRow>>();
  const changeOf = (columns: readonly string[]) => {
    const shape = String(columns);
    const change =
      changes.get(shape) ??
      prepare(db.updateTable('payment_intents').set(params(columns)).where(isIntent).returning(paymentIntentColumns));
    changes.set(shape, change);
    return change;
  };

  return (connection, record) => {
    const moved = async (owner: Owner, row: PaymentIntentRow, { events }: Move) => {
      const intent = fromRow(row);
      await record(owner, events, { intent }, intent.updatedAt);
      return { kind: 'moved' as const, intent };
    };
    const find: PaymentIntents['find'] = async (owner, id) => {
      if (!isText(id)) return undefined;
      const row = await connection.first(select, keyOf(owner, id));
      return row && fromRow(row);
    };

    return {
      find,

      async transition(owner, id, transition) {
        if (!isText(id)) return { kind: 'missing' };
        const columns = toColumns(transition.changes);
        const update = updateFor(transition, Object.keys(columns));
        const { captures } = transition;
        const part = typeof captures === 'number' && { captured: captures };
        const move = () => connection.first(update, { ...columns, ...part, ...keyOf(owner, id) });
        let row = await move();
        if (!row) {
          if (!(await find(owner, id))) return { kind: 'missing' };
          // Another transaction may have made it since the first statement; then a second one moves it.
          row = await move();
        }
        if (row) return moved(owner, row, transition);
        const intent = await find(owner, id);
        return intent ? { kind: 'refused', intent } : { kind: 'missing' };
      },

      async change(owner, id, decide) {
        if (!isText(id)) return { kind: 'missing' };
        const found = await connection.first(lock, keyOf(owner, id));
        if (!found) return { kind: 'missing' };
        const intent = fromRow(found);
        const decision = await decide(intent);
        if ('refusal' in decision) return { kind: 'refused', intent, refusal: decision.refusal };
        const columns = toColumns(decision.changes);
        const row = await connection.first(changeOf(Object.keys(columns)), { ...columns, ...keyOf(owner, id) });
        if (!row) throw new Error('a locked row is gone');
        return moved(owner, row, decision);
      },

      page: (owner, query) => pages(connection, owner, query),

      async list({ organization, livemode }) {
        const rows = await connection.all(selectAll, { organization, livemode: Number(livemode) });
        return rows.map(fromRow);
      },

      async clear() {
        await connection.run(removeAll, {});
      },

      async add(owner, intent, events = []) {
        const added = (await connection.run(insert, { ...toRow(owner, intent, nextPosition()) })) === 1;
        if (added) await record(owner, events, { intent }, intent.createdAt);
        return added;
      },
    };
  };
}

type Where = ExpressionBuilder<Schema, 'payment_intents'>;

function isOwned(where: Where) {
  return where.and({ organization: param<string>('organization'), livemode: param<number>('livemode') });
}

function isIntent(where: Where) {
  return where.and({
    organization: param<string>('organization'),
    livemode: param<number>('livemode'),
    id: param<string>('id'),
  });
}

function keyOf({ organization, livemode }: Owner, id: string) {
  return { organization, livemode: Number(livemode), id };
}

/** PostgreSQL knows no text with the character 0 in it, so nothing has such an id. */
function isText(id: string): boolean {
  return !id.includes('\0');
}

/** On the right-hand side both have their old values. */
function holdCaptured(where: Where) {
  return { amount_received: where('amount_received', '+', where.ref('amount_capturable')) };
}

function partCaptured(where: Where) {
  return { amount_received: where('amount_received', '+', param<number>('captured')) };
}

function holdsEnough(where: Where) {
  return where('amount_capturable', '>=', param<number>('captured'));
}

function allows({ from, fromWhenOwnedByCheckout }: Transition) {
  return (where: Where) => {
    const startsFrom = (statuses: readonly string[]) =>
      // Written out, not bound for every run: they are the domain's own words.
      statuses.length > 0
        ? where(
            'status',
            'in',
            statuses.map((status) => sql.lit(status)),
          )
        : where.lit(false);
    return where.and([
      where.or([
        where('checkout_session', 'is', null).and(startsFrom(from)),
        where('checkout_session', 'is not', null).and(startsFrom(fromWhenOwnedByCheckout)),
      ]),
      where.or([where('status', '!=', sql.lit('processing')), where('recallable', '=', sql.lit(1))]),
    ]);
  };
}

function params<Column extends string>(columns: readonly Column[]): Record<Column, never> {
  return Object.fromEntries(columns.map((column) => [column, param(column)])) as Record<Column, never>;
}
