import { expect, it } from 'vitest';
import { createStripeClient } from '../../src/client/stripe.js';

const answering = (body: object) =>
  createStripeClient({ apiKey: 'sk_test_reference', fetch: async () => Response.json(body), maxRetries: 0 });

it('an operation on an intent that answers another object is an error', async () => {
  const { error } = await answering({ object: 'charge', status: 'succeeded' }).retrieve('pi_1');

  expect(error).toMatchObject({ kind: 'undocumented', status: 200 });
});

it('an operation that answers another object than an intent has it as its data', async () => {
  const charge = { id: 'ch_1', object: 'charge' };

  const { data } = await answering(charge).GET('/v1/charges/{charge}', { params: { path: { charge: 'ch_1' } } });

  expect(data).toEqual(charge);
});

it('a 200 without the type of an object is an error, wherever it comes from', async () => {
  const { error } = await answering({ data: [] }).GET('/v1/payment_intents', {});

  expect(error).toMatchObject({ kind: 'undocumented', status: 200 });
});
