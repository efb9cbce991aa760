import type { DialectName } from '../../contract/dialect.js';
import { suites } from '../checks/suites.js';
import type { Target } from '../target/Target.js';
import type { Report } from './Result.js';
import { type RunOptions, runChecks } from './runChecks.js';

/**
 * Judges an implementation by every check of its dialect.
 *
 * @throws CannotRun when the target can't be reached, answers something else than this API, or nothing was selected;
 * TypeError when it is no target.
 */
export function verify(dialect: DialectName, target: Target, options: RunOptions = {}): Promise<Report> {
  return runChecks(dialect, suites[dialect].checks, target, options);
}
