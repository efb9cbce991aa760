import { describe, expect, it } from 'vitest';
import { retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

describe('the query of retrieve', () => {
  const server = shareReference('stripe');

  it.each([
    '?expand[]=customer',
    '?expand[0]=customer',
    '?expand%5B%5D=customer',
    '?expand%5b0%5d=customer',
    '?expand[7]=customer',
    '?expand[]=customer&expand[]=customer',
    '?&&expand[]=customer&',
  ])('expands, written %s', async (query) => {
    const { id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    expect((await retrieve(server(), id, query)).body).toMatchObject({ customer: { id: 'cus_1', object: 'customer' } });
  });

  it.each(['?', '?&'])('may be empty: %s', async (query) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    expect((await retrieve(server(), intent.id, query)).body).toEqual(intent);
  });

  it.each<[string, object]>([
    ['?expand=customer', { message: 'Invalid array', param: 'expand' }],
    ['?expand', { message: 'Invalid array', param: 'expand' }],
    ['?expand=customer&expand=latest_charge', { message: 'Invalid array', param: 'expand' }],
    ['?expand=%5B%22customer%22%5D', { message: 'Invalid array', param: 'expand' }],
    ['?expand=a:b', { message: 'Invalid array', param: 'expand' }],
    ['?expand[a]=customer', { message: 'Invalid array', param: 'expand' }],
    ['?expand[][a]=customer', { message: 'Invalid string: {"a":"customer"}', param: 'expand' }],
    ['?expand[]=nope', { message: 'This property cannot be expanded (nope).' }],
    ['?expand[]=customer&expand=b:c', { message: 'This property cannot be expanded (b:c).' }],
    [
      '?expand[]=latest_charge.customer.a.b.c',
      coded(
        'property_expansion_max_depth',
        'You cannot expand more than 4 levels of a property. Property: latest_charge.customer.a.b.c',
      ),
    ],
    ['?a[b]=1&c=2', coded('parameter_unknown', 'Received unknown parameters: a, c', { param: 'a' })],
    // The validator has a parameter of its own by this name.
    [
      '?_openapi[schema][parameters]=1',
      coded('parameter_unknown', 'Received unknown parameter: _openapi', { param: '_openapi' }),
    ],
    ['?%zz=1', { message: 'Invalid request: its percent-encoding is not valid UTF-8.' }],
    ['?expand[]=%FF', { message: 'Invalid request: its percent-encoding is not valid UTF-8.' }],
  ])('is refused, written %s', async (query, error) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await retrieve(server(), id, query);

    expect(answer.status).toBe(400);
    expectStripeError(answer, error);
  });

  it.each([
    ['pi_1_secret_abc', 'of another intent'],
    ['pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH', 'of an unknown intent'],
  ])('may have a client secret, which a secret key does not need: %s %s', async (secret) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    expect((await retrieve(server(), intent.id, `?client_secret=${secret}`)).body).toEqual(intent);
  });

  it('may have the client secret of the intent, besides what is to be expanded', async () => {
    const { id, client_secret } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });
    const { status, body } = await retrieve(server(), id, `?client_secret=${client_secret}&expand[]=customer`);
    expect({ status, body }).toMatchObject({ status: 200, body: { id, customer: { id: 'cus_1' } } });
  });

  it.each([
    'client_secret=',
    'client_secret',
    'client_secret=1',
    'client_secret=pi_1',
    'client_secret=seti_1_secret_2',
    'client_secret=pi_1_secret_2%0A',
    'client_secret=pi_1_secret_a:b',
    `client_secret=pi_1_secret_${'a'.repeat(5000)}`,
    'client_secret[]=pi_1_secret_2',
    'client_secret[a]=pi_1_secret_2',
    'client_secret=pi_1_secret_2&client_secret[]=pi_1_secret_3',
  ])('is refused with something else in its place, which is not repeated: %s', async (pair) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await retrieve(server(), id, `?${pair}`);

    expect(answer.status).toBe(400);
    const message = 'Invalid client_secret: must be of the form pi_…_secret_….';
    expectStripeError(answer, { message, param: 'client_secret' });
  });

  it('does not let a publishable key in, with its client secret or without', async () => {
    const { id, client_secret } = await arrange(server(), { status: 'requires_capture' });
    const answer = await retrieve(server(), id, `?client_secret=${client_secret}`, { key: 'pk_test_reference' });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'secret_key_required' } } });
  });

  it('is refused with more than 1,000 parameters', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await retrieve(server(), id, `?${'expand[]=customer&'.repeat(500)}${'a&'.repeat(501)}`);

    const message = 'Invalid request: it has more than 1000 parameters or nests them too deeply.';
    expectStripeError(answer, { message });
  });

  it.each(['nope', 'amount_to_capture', '__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'is refused with the unknown parameter %s',
    async (name) => {
      const { id } = await arrange(server(), { status: 'requires_capture' });

      const answer = await retrieve(server(), id, `?${name}=1`);

      expect(answer.status).toBe(400);
      expectStripeError(answer, coded('parameter_unknown', `Received unknown parameter: ${name}`, { param: name }));
    },
  );
});
