import type { Answer } from './Exchange.js';
import { Unarranged } from './Target.js';

/** Thrown when the target lacks an optional operation that a check needs. The check then neither passes nor counts as missing. */
export class NotServed extends Unarranged {}

/** What the target answered when an operation was tried on an existing object. */
export type Asked = Pick<Answer, 'status' | 'json'>;

/**
 * Whether the target lacks the operation: it doesn't know the path (404, unless the error is about an object) or the method
 * (405), or says that it is not implemented (501).
 */
export function isNotServed({ status, json }: Asked): boolean {
  if (status === 405 || status === 501) return true;
  const { error } = Object(json) as { readonly error?: unknown };
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof message === 'string' && /^unrecognized request url/i.test(message)) return true;
  return status === 404 && code !== 'resource_missing';
}
