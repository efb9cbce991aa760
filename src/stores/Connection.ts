import type { Statement, Values } from './Statement.js';

/** The connection of one transaction. An error of the engine is a StoreUnavailable or a bug. */
export interface Connection {
  /** The first row of the result; undefined when there is none. */
  first<Row>(statement: Statement<Row>, values: Values): Promise<Row | undefined>;

  all<Row>(statement: Statement<Row>, values: Values): Promise<Row[]>;

  /** Resolves to how many rows were changed. */
  run(statement: Statement, values: Values): Promise<number>;
}
