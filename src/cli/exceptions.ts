import picomatch from 'picomatch';
import type { Exceptions } from '../conformance/run/Exceptions.js';
import { nearest, nearestGlob } from './nearest.js';
import { readJson } from './readJson.js';
import { UsageError } from './UsageError.js';

/**
 * Reads the file of `--exceptions`: `{ "failing": { id: reason }, "notJudged": { glob: reason } }`.
 *
 * @param ids of all checks, of every dialect.
 */
export function readExceptions(path: string, ids: readonly string[]): Exceptions {
  const file = readJson('--exceptions', path);
  const refuse = (why: string) => new UsageError(`--exceptions ${path}: ${why}`);
  if (!isObject(file)) {
    throw refuse(
      'expected a JSON object like {"failing": {"stripe/…": "reason"}, "notJudged": {"stripe/…/*": "reason"}}.',
    );
  }
  const stranger = Object.keys(file).find((name) => name !== 'failing' && name !== 'notJudged');
  if (stranger !== undefined) throw refuse(`there is no member ${stranger}; known are failing and notJudged.`);

  const read = (name: string, names: (id: string) => boolean, suggest: typeof nearest): Record<string, string> => {
    const entries = file[name] ?? {};
    if (!isObject(entries)) throw refuse(`${name} is not a JSON object.`);
    for (const [key, reason] of Object.entries(entries)) {
      if (key === '' || !names(key)) {
        const near = key === '' ? undefined : suggest(key, ids);
        throw refuse(`${name}: there is no check ${key}; ${near ? `did you mean ${near}?` : 'see --list.'}`);
      }
      if (typeof reason !== 'string' || reason.trim() === '') {
        throw refuse(`${name}: ${key} has no reason; write one as its value.`);
      }
    }
    return entries as Record<string, string>;
  };
  return {
    failing: read('failing', (id) => ids.includes(id), nearest),
    notJudged: read('notJudged', (glob) => ids.some((id) => picomatch.isMatch(id, glob)), nearestGlob),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
