import { expect } from 'vitest';
import type { Reference } from './reference.js';

/** An answer to the byte. */
export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface KeyedRequest {
  readonly id: string;
  readonly key: string;
  readonly operation?: 'cancel' | 'capture';
  readonly body?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request of Stripe's with an idempotency key. */
export async function sendKeyed({ url }: Pick<Reference, 'url'>, request: KeyedRequest): Promise<Sent> {
  const { id, key, operation = 'cancel', body, secret = 'sk_test_reference', headers } = request;
  const response = await fetch(`${url}/v1/payment_intents/${id}/${operation}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${secret}`,
      'Idempotency-Key': key,
      ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    body: body ?? null,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

let keys = 0;

export function newKey(): string {
  keys += 1;
  return `cancel-order-${keys}`;
}

/** Expects the headers of the first answer under a key. */
export function expectExecuted({ status, headers }: Sent, key: string): void {
  expect(headers.get('stripe-should-retry')).toBe(status === 500 ? null : 'false');
  expect(headers.get('idempotency-key')).toBe(key);
  expect(headers.get('original-request')).toBe(headers.get('request-id'));
  expect(headers.has('idempotent-replayed')).toBe(false);
}

/** Expects an earlier answer once more, and the headers that say so. */
export function expectReplayed(answer: Sent, first: Sent): void {
  expect(answer.status).toBe(first.status);
  expect(answer.text).toBe(first.text);
  expect(answer.headers.get('idempotent-replayed')).toBe('true');
  expect(answer.headers.get('stripe-should-retry')).toBe(first.headers.get('stripe-should-retry'));
  expect(answer.headers.get('idempotency-key')).toBe(first.headers.get('idempotency-key'));
  expect(answer.headers.get('original-request')).toBe(first.headers.get('original-request'));
  expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
  expect(answer.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
}

/** Expects an answer that names no other request than its own, and is no outcome of an execution. */
export function expectNotExecuted({ headers }: Sent): void {
  expect(headers.has('idempotent-replayed')).toBe(false);
  expect([headers.get('request-id'), null]).toContain(headers.get('original-request'));
  expect(headers.get('stripe-should-retry')).not.toBe('false');
}
