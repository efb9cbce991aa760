import { expect } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { documented } from './documented.js';

const documents: Record<DialectName, ReturnType<typeof documented>> = {
  stripe: documented('stripe'),
  chargefy: documented('chargefy'),
};

/** What came of a request, however it was sent. */
interface Refused {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | object;
}

/** At Stripe an answer names its request and a version, or neither. */
function expectRequestNamed(headers: Headers, isNamed: boolean): void {
  expect(headers.has('stripe-version')).toBe(isNamed);
  if (isNamed) expect(headers.get('request-id')).toMatch(/^req_\w+$/);
  else expect(headers.has('request-id')).toBe(false);
}

/**
 * What every refusal has to be, however odd the request was: a 4xx of the document, in the dialect's envelope and with
 * its headers, and nothing of what the server is made of.
 */
export function expectRefusal(
  dialect: DialectName,
  { status, headers, body }: Refused,
): { error: Record<string, string> } {
  const { responses, disagreements } = documents[dialect];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  expect(responses.map((response) => response.status)).toContain(status);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get('content-type')).toBe('application/json');
  expect(text).not.toMatch(/<html|<pre|node_modules|\.[cm]?[jt]s:\d|\bexpress\b|\bajv\b|ECONN|HPE_/i);

  const envelope = JSON.parse(text) as { error: Record<string, string> };
  expect(Object.keys(envelope)).toEqual(['error']);
  // What is no operation is outside the document, at Chargefy with a code of its own.
  if (envelope.error.code !== 'route_not_found')
    expect(disagreements('/components/schemas/ErrorObject', envelope.error)).toEqual([]);
  if (dialect === 'chargefy') expect(Object.keys(envelope.error).sort()).toEqual(['code', 'message', 'type']);
  else expectRequestNamed(headers, status !== 401 && envelope.error.code !== 'account_invalid');
  return envelope;
}
