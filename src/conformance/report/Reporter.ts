import type { Check } from '../checks/Check.js';
import type { Report, Result } from '../run/Result.js';

/** Writes a report of a run. */
export interface Reporter {
  /** Called with the checks that will run. */
  onStart?(checks: readonly Check[]): void;
  /** Called with each result as it comes. */
  onResult?(result: Result): void;
  onEnd(report: Report): void;
}

/** Where a reporter writes. */
export interface Sink {
  write(text: string): void;
  /** Columns of a terminal, whose last line can be overwritten; undefined for anything else. */
  readonly columns?: number | undefined;
  readonly colors: boolean;
}
