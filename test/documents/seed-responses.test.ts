import { describe, expect, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import chargefySeed from '../seeds/chargefy.json' with { type: 'json' };
import stripeSeed from '../seeds/stripe.json' with { type: 'json' };
import { documented } from '../support/documented.js';

/** The responses on the vendors' own pages, to the letter, by status. */
const seeds: Record<DialectName, Record<string, unknown>> = { stripe: stripeSeed, chargefy: chargefySeed };

describe.each(dialectNames)('the responses on the page of %s', (dialect) => {
  const { responses, disagreements, at } = documented(dialect);
  const cancel = (status: string) => {
    const found = responses.find(
      (response) => response.operation === 'cancelPaymentIntent' && response.status === Number(status),
    );
    if (!found) throw new Error(`cancelPaymentIntent has no ${status}`);
    return found;
  };

  it.each(Object.entries(seeds[dialect]))('the %s is the first example of that status', (status, body) => {
    expect(cancel(status).examples[0]?.value).toStrictEqual(body);
  });

  it.each(Object.entries(seeds[dialect]))('the %s agrees with the schema of that status', (status, body) => {
    expect(disagreements(cancel(status).schema, body)).toEqual([]);
  });

  it('the PaymentIntent agrees with the schema of its own', () => {
    expect(disagreements('/components/schemas/PaymentIntent', seeds[dialect]['200'])).toEqual([]);
  });

  it.each(Object.keys(seeds[dialect]['200'] as object))('the PaymentIntent has a described property %s', (property) => {
    const schema = at(`/components/schemas/PaymentIntent/properties/${property}`) as { description?: string };
    expect(schema.description).toMatch(/\w/);
  });
});
