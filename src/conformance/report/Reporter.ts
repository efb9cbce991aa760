import type { Check } from '../checks/Check.js';
import type { Report, Result } from '../run/Result.js';

/** Writes down a run. */
export interface Reporter {
  /** Told which checks will run. */
  onStart?(checks: readonly Check[]): void;
  /** Told of every result as it comes. */
  onResult?(result: Result): void;
  onEnd(report: Report): void;
}

/** Where a reporter writes to. */
export interface Sink {
  write(text: string): void;
  /** Columns of a terminal; undefined for anything else. */
  readonly columns?: number | undefined;
  readonly colors: boolean;
}
