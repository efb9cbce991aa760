import { readJson } from './readJson.js';
import { UsageError } from './UsageError.js';

/** Reads the file of `--known-failing`: a JSON object from the exact id of a check to the reason. */
export function readKnownFailing(path: string, ids: readonly string[]): Map<string, string> {
  const file = readJson('--known-failing', path);
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new UsageError(`--known-failing ${path}: expected a JSON object like {"stripe/cancel/…": "reason"}.`);
  }
  const entries = Object.entries(file);
  for (const [id, reason] of entries) {
    if (!ids.includes(id)) throw new UsageError(`--known-failing ${path}: there is no check ${id}; see --list.`);
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new UsageError(`--known-failing ${path}: ${id} has no reason; write one as its value.`);
    }
  }
  return new Map(entries as [string, string][]);
}
