import type { Failed } from './Result.js';
import type { AnyError } from './Wire.js';

/**
 * Whether there is no telling what became of a request, or the server was too busy for it: no answer, 429, any 5xx, and
 * a success that can't be read.
 */
export function isLost({ error, response }: Failed<AnyError>): boolean {
  const { status = 0, ok } = response ?? {};
  return (
    error.kind === 'network' ||
    error.kind === 'timeout' ||
    status === 429 ||
    status >= 500 ||
    (ok === true && error.kind === 'not_json')
  );
}
