import { plainResult } from './plainResult.js';
import { plainRun } from './plainRun.js';
import { printableJson } from './printableJson.js';
import type { Reporter, Sink } from './Reporter.js';

/** One JSON object at the end, of the form that `payment-intent-contract/report.schema.json` has. */
export function json({ write }: Sink): Reporter {
  return {
    onEnd(report) {
      const plain = { ...plainRun(report), results: report.results.map(plainResult) };
      write(`${printableJson(JSON.stringify(plain, null, 2))}\n`);
    },
  };
}
