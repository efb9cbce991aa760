import { randomUUID } from 'node:crypto';

/** A new key. */
export function freshKey(): string {
  return `conformance-${randomUUID()}`;
}

/** The header that carries a key. */
export function keyed(key: string): Record<string, string> {
  return { 'Idempotency-Key': key };
}
