import type { AnyError } from './ClientDialect.js';
import type { Failed } from './Result.js';

/**
 * Whether there is no telling what became of a request, or the server was too busy for it: no response, 429, any 5xx but
 * 501, which means that the server has no such operation, and a success that can't be read.
 */
export function isTransient({ error, response }: Failed<AnyError>): boolean {
  const { status = 0, ok } = response ?? {};
  return (
    ['network', 'timeout'].includes(error.kind) ||
    status === 429 ||
    (status >= 500 && status !== 501) ||
    (ok === true && error.kind === 'not_json')
  );
}
