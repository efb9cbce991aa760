/** What makes an event due for delivery, and how endpoints say which kinds they want. */

import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { EventKind } from '../domain/Event.js';
import { param, prepare, type Statement } from './Statement.js';
import type { Schema } from './schema.js';

/** For an endpoint that wants all. */
export const allKinds = '*';

/** Kinds as one text, in which each stands between commas. */
export function kindsText(kinds: readonly EventKind[]): string {
  return `,${kinds.join(',')},`;
}

/** The pattern of such texts with a kind in them. */
export function wantedLike(kind: EventKind): string {
  return `%,${kind},%`;
}

/** Makes a new event due for every endpoint of its owner that wants it. */
export function prepareEnqueue(db: Kysely<Schema>): Statement {
  return prepare(
    db
      .insertInto('webhook_deliveries')
      .columns(['organization', 'livemode', 'event', 'endpoint', 'position', 'state', 'attempts', 'due_at'])
      .expression(({ selectFrom }) =>
        selectFrom('webhook_endpoints')
          .select([
            'organization',
            'livemode',
            sql<string>`cast(${param('event')} as text)`.as('event'),
            'id as endpoint',
            sql<number>`cast(${param('position')} as bigint)`.as('position'),
            sql.lit('pending').as('state'),
            sql.lit(0).as('attempts'),
            sql<number>`cast(${param('due_at')} as bigint)`.as('due_at'),
          ])
          .where('organization', '=', param<string>('organization'))
          .where('livemode', '=', param<number>('livemode'))
          .where(wantsIt),
      ),
  );
}

/** Makes an event due again for every endpoint of its owner that wants it, even if it was delivered before. */
export function prepareRequeue(db: Kysely<Schema>): Statement {
  return prepare(
    db
      .insertInto('webhook_deliveries')
      .columns(['organization', 'livemode', 'event', 'endpoint', 'position', 'state', 'attempts', 'due_at'])
      .expression(({ selectFrom }) =>
        selectFrom(['webhook_endpoints', 'events'])
          .select(({ ref }) => [
            ref('events.organization').as('organization'),
            ref('events.livemode').as('livemode'),
            ref('events.id').as('event'),
            ref('webhook_endpoints.id').as('endpoint'),
            ref('events.position').as('position'),
            sql.lit('pending').as('state'),
            // Not as the first attempt, which would have to wait for its turn.
            sql.lit(1).as('attempts'),
            sql<number>`cast(${param('due_at')} as bigint)`.as('due_at'),
          ])
          .where('events.organization', '=', param<string>('organization'))
          .where('events.livemode', '=', param<number>('livemode'))
          .where('events.id', '=', param<string>('event'))
          .whereRef('webhook_endpoints.organization', '=', 'events.organization')
          .whereRef('webhook_endpoints.livemode', '=', 'events.livemode')
          .where(wantsIt),
      )
      .onConflict((conflict) =>
        conflict.columns(['organization', 'livemode', 'event', 'endpoint']).doUpdateSet({
          state: 'pending',
          attempts: 1,
          due_at: param<number>('due_at'),
          lease_holder: null,
        }),
      ),
  );
}

function wantsIt({ eb, and, or }: ExpressionBuilder<Schema, 'webhook_endpoints'>) {
  return and([
    eb('webhook_endpoints.enabled', '=', sql.lit(1)),
    or([
      eb('webhook_endpoints.kinds', '=', sql.lit(allKinds)),
      eb('webhook_endpoints.kinds', 'like', param<string>('kind')),
    ]),
  ]);
}
