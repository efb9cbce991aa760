import { isUnexpectedPass } from '../run/Exceptions.js';
import type { Result } from '../run/Result.js';

/** A result as JSON: what there is to know of the check, and what came of it. */
export function plainResult(result: Result): object {
  const { check, exchange, durationMs, ...rest } = result;
  const { id, level, title, source } = check;
  return {
    id,
    level,
    title,
    source,
    ...rest,
    ...(isUnexpectedPass(result) && { stale: true }),
    durationMs: Math.round(durationMs),
    ...(exchange && { status: exchange.answer.status }),
  };
}
