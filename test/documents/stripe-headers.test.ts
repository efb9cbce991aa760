import { describe, expect, it } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';

const contract = contractFor('stripe');

const named = ['Request-Id', 'Stripe-Version'];
const executed = ['Idempotency-Key', 'Original-Request'];

/** The headers that recorded answers carry, and by our reading those of which there is no recording. */
const posted: Record<number, string[]> = {
  200: [...named, 'Stripe-Account', ...executed, 'Idempotent-Replayed', 'Stripe-Should-Retry'],
  400: [...named, 'Stripe-Account', ...executed, 'Idempotent-Replayed', 'Stripe-Should-Retry'],
  401: ['WWW-Authenticate'],
  402: [...named, 'Stripe-Account', ...executed, 'Idempotent-Replayed', 'Stripe-Should-Retry'],
  403: named,
  404: [...named, 'Stripe-Account', ...executed],
  409: [...named, 'Stripe-Account', ...executed, 'Stripe-Should-Retry'],
  429: [...named, 'Stripe-Account', ...executed, 'Stripe-Should-Retry'],
  500: [...named, 'Stripe-Account', ...executed, 'Idempotent-Replayed'],
  503: [...named, 'Stripe-Account', ...executed],
};

const retrieved: Record<number, string[]> = {
  200: [...named, 'Stripe-Account'],
  400: [...named, 'Stripe-Account'],
};

describe.each(contract.operations)('$id', ({ method, responses }) => {
  const statuses = [...responses.keys()];

  it.each(statuses)('has the headers of its %d', (status) => {
    const expected = (method === 'GET' && retrieved[status]) || posted[status] || [];
    const headers = responses.get(status)?.headers ?? [];

    expect(headers.map(({ name }) => name).sort()).toEqual([...expected, 'Cache-Control'].sort());
  });

  it.each(statuses)('requires an id and a version of its %d, unless the request was not let in', (status) => {
    const required = (responses.get(status)?.headers ?? []).filter((header) => header.required);

    expect(required.map(({ name }) => name)).toEqual([401, 403].includes(status) ? [] : named);
  });
});
