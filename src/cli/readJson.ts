/** Reads a JSON file that an option names. */

import { readFileSync } from 'node:fs';
import { reasonOf, UsageError } from './UsageError.js';

/** @throws UsageError naming the option when the file can't be read or is not JSON. */
export function readJson(option: string, path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${path}: can't read the file (${reasonOf(error)}).`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // Of the parser's words only the place: they can quote the file, and with it a key.
    const place = / at position \d+/.exec(reasonOf(error))?.[0] ?? '';
    throw new UsageError(`${option} ${path}: the file is not valid JSON${place}.`);
  }
}
