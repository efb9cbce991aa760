import { conclude } from '../run/conclude.js';
import { count } from '../run/Result.js';
import { plainResult } from './plainResult.js';
import type { Reporter, Sink } from './Reporter.js';

/** One JSON object on each line: what will run, every result as it comes, what it comes to. */
export function ndjson({ write }: Sink): Reporter {
  const line = (value: object) => write(`${JSON.stringify(value)}\n`);
  return {
    onStart: (checks) => line({ type: 'start', checks: checks.map(({ id }) => id) }),
    onResult: (result) => line({ type: 'result', ...plainResult(result) }),
    onEnd: ({ dialect, url, seed, results, total, beyondFetch }) =>
      line({ type: 'end', dialect, url, seed, ...conclude(results), counts: count(results), total, beyondFetch }),
  };
}
