/** Reads the JSON reports that `compare` puts side by side. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { PlainReport } from '../conformance/report/compare.js';
import { readJson } from './readJson.js';
import { UsageError } from './UsageError.js';

const path = createRequire(import.meta.url).resolve('payment-intent-contract/report.schema.json');
const ajv = new Ajv2020({ allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile<PlainReport>(JSON.parse(readFileSync(path, 'utf8')));

/** Reads a JSON report of `verify`. @throws UsageError that names the file when it is none. */
export function readReport(file: string): PlainReport {
  const report = readJson('compare', file);
  if (validate(report)) return report;
  const { instancePath = '', message = 'is not a report' } = validate.errors?.[0] ?? {};
  throw new UsageError(
    `compare ${file}: ${instancePath || 'the file'} ${message}; expected what verify --reporter json=FILE wrote.`,
  );
}
