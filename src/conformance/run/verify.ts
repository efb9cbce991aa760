import type { DialectName } from '../../contract/dialect.js';
import { suites } from '../checks/suites.js';
import type { Target } from '../target/Target.js';
import type { Report } from './Result.js';
import { type RunOptions, runChecks } from './runChecks.js';

/**
 * Judges an implementation by the checks of its dialect.
 *
 * @throws CannotRun when the target can't be reached or is no such API, or no check was selected; TypeError for an invalid
 * target.
 * @example
 * const url = 'http://127.0.0.1:8080';
 * const report = await verify('stripe', { url, key: 'sk_test_mine', arrange: arrangeByFixtures(url) });
 * console.log(conclude(report.results, report.stopped).sentence);
 */
export function verify(dialect: DialectName, target: Target, options: RunOptions = {}): Promise<Report> {
  return runChecks(dialect, suites[dialect].checks, target, options);
}
