import { openSync, writeFileSync } from 'node:fs';
import { reasonOf, UsageError } from './UsageError.js';

/**
 * Empties the file at once, so that an earlier run's is not taken for this one's, and gives back how to write to it.
 *
 * @param option with its value, as it was given.
 * @throws UsageError naming the option when the file can't be written.
 */
export function outputFile(path: string, option: string): (text: string) => void {
  try {
    const file = openSync(path, 'w');
    return (text) => writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${option}: can't write the file (${reasonOf(error)}).`);
  }
}
