import type { AnyError } from './ClientDialect.js';
import type { Failed } from './Result.js';

/**
 * Whether a retry may succeed: after no response, 429, a success that can't be read, or 5xx except 501, which means that the
 * server has no such operation.
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
