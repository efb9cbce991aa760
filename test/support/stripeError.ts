import { expect } from 'vitest';
import type { Answer } from './calls.js';
import { expectRefusal } from './refusal.js';

/** An error with a code, which brings its page of the documentation. */
export function coded(code: string, message: string, more: object = {}) {
  return { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`, message, ...more };
}

const escaped = (text: string) => text.replace(/[.?]/g, '\\$&');

const dashboard = 'https://dashboard.stripe.com/acct_reference';

/**
 * Expects this very error, to the letter.
 *
 * @param log where the dashboard keeps the request; null for one that was not let in.
 */
export function expectStripeError(answer: Answer, error: object, log: 'test' | 'live' | null = 'test'): void {
  expectRefusal('stripe', answer);
  const id = answer.headers.get('request-id') ?? 'req_\\w+';
  const page = `${dashboard}${log === 'test' ? '/test' : ''}/workbench/logs?object=`;
  const url = log && { request_log_url: expect.stringMatching(new RegExp(`^${escaped(page)}${id}$`)) };
  expect(answer.body).toEqual({ error: { type: 'invalid_request_error', ...error, ...url } });
}
