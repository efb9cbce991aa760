import { describe, expect, it } from 'vitest';
import { arrange, type Reference, startReference } from '../support/reference.js';

async function retrieve({ url }: Reference, id: string, query: string) {
  const response = await fetch(`${url}/v1/payment_intents/${id}?${query}`, {
    headers: { Authorization: 'Bearer sk_test_reference' },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the query of a retrieve at Stripe', () => {
  it.each(['expand[]=customer', 'expand[0]=customer', 'expand%5B0%5D=customer', 'expand[7]=customer'])(
    'expands by %s',
    async (query) => {
      const reference = await startReference('stripe');
      const { id } = await arrange(reference, { status: 'requires_capture', customer: 'cus_1' });

      expect(await retrieve(reference, id, query)).toMatchObject({
        status: 200,
        body: { customer: { id: 'cus_1', object: 'customer' } },
      });
    },
  );

  it.each([
    ['expand=customer', { param: 'expand', message: 'Invalid array' }],
    ['expand[a]=customer', { param: 'expand', message: 'Invalid array' }],
    ['expand[][x]=customer', { param: 'expand', message: 'Invalid string: {"x":"customer"}' }],
    ['expand[]=amount', { message: 'This property cannot be expanded (amount).' }],
    ['expand[]=a.b.c.d.e', { code: 'property_expansion_max_depth' }],
    ['nope=1', { code: 'parameter_unknown', param: 'nope' }],
    ['nope[a]=1&other=2', { code: 'parameter_unknown', message: 'Received unknown parameters: nope, other' }],
    ['_openapi[schema][parameters]=1', { code: 'parameter_unknown', param: '_openapi' }],
    ['%zz', { message: expect.stringMatching(/^Invalid request: /) }],
  ])('is refused when it is %s', async (query, error) => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture', customer: 'cus_1' });

    expect(await retrieve(reference, id, query)).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', ...error } },
    });
    expect(reference.logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });
});
