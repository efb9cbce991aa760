import { plainResult } from './plainResult.js';
import { plainRun } from './plainRun.js';
import { printableJson } from './printableJson.js';
import type { Reporter, Sink } from './Reporter.js';

/** One JSON object on each line: what will run, every result as it comes, the outcome. */
export function ndjson({ write }: Sink): Reporter {
  const line = (value: object) => write(`${printableJson(JSON.stringify(value))}\n`);
  return {
    onStart: (checks) => line({ type: 'start', checks: checks.map(({ id }) => id) }),
    onResult: (result) => line({ type: 'result', ...plainResult(result) }),
    onEnd: (report) => line({ type: 'end', ...plainRun(report) }),
  };
}
