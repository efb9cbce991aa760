import { conclude } from '../run/conclude.js';
import { count } from '../run/Result.js';
import { plainResult } from './plainResult.js';
import type { Reporter, Sink } from './Reporter.js';

/** One JSON object at the end. */
export function json({ write }: Sink): Reporter {
  return {
    onEnd({ dialect, url, seed, results, total, beyondFetch }) {
      const report = {
        dialect,
        url,
        seed,
        ...conclude(results),
        counts: count(results),
        total,
        beyondFetch,
        results: results.map(plainResult),
      };
      write(`${JSON.stringify(report, null, 2)}\n`);
    },
  };
}
