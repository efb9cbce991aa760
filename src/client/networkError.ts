import type { AnyError } from './Wire.js';

/** What a rejected `fetch` says about the connection. Node puts the reason into `cause`, a browser keeps it to itself. */
export function networkError(thrown: unknown): AnyError {
  const { message, code, cause } = (thrown ?? {}) as Thrown;
  const reason = cause?.message || message || 'no reason given';
  return { kind: 'network', code: cause?.code ?? code ?? null, message: `The connection failed: ${reason}` };
}

interface Thrown {
  readonly message?: string;
  readonly code?: string;
  readonly cause?: Thrown;
}
