/** Turns pages of rows that have an owner, a time, a position and an id: the newest first, after or before one of them. */

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Connection } from './Connection.js';
import { param, type Statement, type Values } from './Statement.js';

/** Which page. */
export interface Turn {
  /** Ids: those that come after it, or before it. */
  readonly after?: string;
  readonly before?: string;
  readonly limit: number;
  /** Unix seconds, both included. */
  readonly since?: number;
  readonly until?: number;
}

/** Where a row stands among those of its owner. */
export interface Place {
  readonly created_at: number | string;
  readonly position: number | string;
}

/** Two processes may have given the same position. */
const place = sql`(created_at, position, id)`;
const cursor = sql`(${param('cursor_created_at')}, ${param('cursor_position')}, ${param('cursor')})`;

/** The rows that can be on a page. */
export function isOnPage({ after, before, since, until }: Turn): RawBuilder<SqlBool> {
  const conditions = [
    after !== undefined && sql`${place} < ${cursor}`,
    before !== undefined && sql`${place} > ${cursor}`,
    since !== undefined && sql`created_at >= ${param('since')}`,
    until !== undefined && sql`created_at <= ${param('until')}`,
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

/** The order in which they are read. */
export function pageOrder({ before }: Turn): RawBuilder<unknown> {
  return before === undefined
    ? sql`created_at desc, position desc, id desc`
    : sql`created_at asc, position asc, id asc`;
}

/**
 * The rows of a page, the newest first, and whether there are more. An unknown cursor has none.
 *
 * @param selectPlace finds the row with the id `cursor`.
 * @param select has `isOnPage` and `pageOrder`, and takes a `limit`.
 * @param own the values that both statements take.
 */
export async function readPage<Row>(
  connection: Connection,
  { selectPlace, select }: { selectPlace: Statement<Place>; select: Statement<Row> },
  { after, before, limit, since, until }: Turn,
  own: Values,
): Promise<{ rows: Row[]; hasMore: boolean }> {
  const id = after ?? before;
  // PostgreSQL knows no text with the character 0 in it.
  if (id?.includes('\0')) return { rows: [], hasMore: false };
  const found = id === undefined ? undefined : await connection.first(selectPlace, { ...own, cursor: id });
  if (id !== undefined && !found) return { rows: [], hasMore: false };
  const values: Values = {
    ...own,
    ...(id !== undefined && { cursor: id }),
    ...(found && { cursor_created_at: Number(found.created_at), cursor_position: Number(found.position) }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    // One more tells whether there are more.
    limit: limit + 1,
  };
  const read = await connection.all(select, values);
  const rows = read.slice(0, limit);
  return { rows: before === undefined ? rows : rows.reverse(), hasMore: read.length > limit };
}
