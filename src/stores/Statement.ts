import { hash } from 'node:crypto';
import type { Compilable } from 'kysely';

/** What the places of a statement are filled with, by name. */
export type Values = Readonly<Record<string, string | number | null>>;

/** A query that Kysely has compiled once. Building it anew would take 30 µs, running it takes 10. */
export interface Statement<Row = unknown> {
  /** The same for the same text, in every process. */
  readonly name: string;
  readonly text: string;
  /** The parameters of one run, in order. */
  bind(values: Values): unknown[];
  /** Only a type: what a row of the result is. */
  readonly row?: Row;
}

/** A place in a query, to be filled on every run. */
export function place<Value>(name: string): Value {
  return new Place(name) as Value;
}

export function prepare<Row>(query: Compilable<Row>): Statement<Row> {
  const { sql: text, parameters } = query.compile();
  return {
    name: hash('sha256', text).slice(0, 16),
    text,
    bind: (values) =>
      parameters.map((parameter) => {
        if (!(parameter instanceof Place)) return parameter;
        const value = values[parameter.name];
        if (value === undefined) throw new Error(`nothing to fill the place ${parameter.name} with`);
        return value;
      }),
  };
}

class Place {
  constructor(readonly name: string) {}
}
