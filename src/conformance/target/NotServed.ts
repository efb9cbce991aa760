import type { Answer } from './Exchange.js';
import { Unarranged } from './Target.js';

/** The target does not have an operation that a check needs, which nobody obliges it to have. Never a pass, and no gap either. */
export class NotServed extends Unarranged {}

/** An operation as a target has it or not: what it answered for an object that is there. */
export type Asked = Pick<Answer, 'status' | 'json'>;

/**
 * Whether the target has no such operation: it does not know the path (404, unless it is an object that it misses) or the
 * method (405), or says that it does not serve it (501).
 */
export function isNotServed({ status, json }: Asked): boolean {
  if (status === 405 || status === 501) return true;
  const { error } = Object(json) as { readonly error?: unknown };
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof message === 'string' && /^unrecognized request url/i.test(message)) return true;
  return status === 404 && code !== 'resource_missing';
}
