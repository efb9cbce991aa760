import { conclude } from '../run/conclude.js';
import { count, type Report } from '../run/Result.js';
import { causesOf } from './causes.js';

/**
 * A run as JSON without its results: what was judged by which kit, and the outcome. `openapi/report.schema.json` has
 * its form.
 */
export function plainRun(report: Report): object {
  const { results, exchanges: _, url = null, arrange = null, beyondFetch, ...rest } = report;
  const causes = causesOf(report).map(({ sentence, findings }) => ({
    sentence,
    checks: findings.map(({ check }) => check.id),
  }));
  return { ...rest, url, arrange, ...conclude(results, rest.stopped), counts: count(results), beyondFetch, causes };
}
