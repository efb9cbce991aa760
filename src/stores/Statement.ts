import { hash } from 'node:crypto';
import type { Compilable } from 'kysely';

/** The values of a query's parameters for one run, by name. */
export type Values = Readonly<Record<string, string | number | null>>;

/** A query that Kysely has compiled once. Building it again would take 30 µs, running it takes 10. */
export interface Statement<Row = unknown> {
  /** The same for the same text, in every process. */
  readonly name: string;
  readonly text: string;
  /** The parameters of one run, in order. */
  bind(values: Values): unknown[];
  /** Only a type: what a row of the result is. */
  readonly row?: Row;
}

/** A parameter of a query, bound on every run. */
export function param<Value>(name: string): Value {
  return new Param(name) as Value;
}

export function prepare<Row>(query: Compilable<Row>): Statement<Row> {
  const { sql: text, parameters } = query.compile();
  return {
    name: hash('sha256', text).slice(0, 16),
    text,
    bind: (values) =>
      parameters.map((parameter) => {
        if (!(parameter instanceof Param)) return parameter;
        const value = values[parameter.name];
        if (value === undefined) throw new Error(`the parameter ${parameter.name} has no value`);
        return value;
      }),
  };
}

class Param {
  constructor(readonly name: string) {}
}
