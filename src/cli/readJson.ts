/** Reads a JSON file that an option names. */

import { readFileSync } from 'node:fs';
import { reasonOf, UsageError } from './UsageError.js';

/**
 * @param given is the value of the option, if it is more than the path.
 * @throws UsageError naming the option when the file can't be read or is not JSON.
 */
export function readJson(option: string, path: string, given = path): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${given}: can't read the file (${reasonOf(error)}).`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // Of the parser's words only the place: they can quote the file, and with it a key.
    throw new UsageError(`${option} ${given}: the file is not valid JSON${placeIn(text, reasonOf(error))}.`);
  }
}

const atToken = /^Unexpected token /;

/** Where the parser stopped. Its message gives the place of some errors only. */
function placeIn(text: string, message: string): string {
  const position = Number(
    / at position (\d+)/.exec(message)?.[1] ?? (atToken.test(message) ? tokenIn(text) : text.length),
  );
  const before = text.slice(0, position).split('\n');
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The position of the token that is unexpected: the last character of the shortest beginning that fails because of it. */
function tokenIn(text: string): number {
  let [valid, broken] = [0, text.length];
  while (broken - valid > 1) {
    const middle = Math.floor((valid + broken) / 2);
    if (hasToken(text.slice(0, middle))) broken = middle;
    else valid = middle;
  }
  return valid;
}

function hasToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return atToken.test(reasonOf(error));
  }
}
