import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { dialects } from '../../src/dialects/registry.js';
import { documented } from '../support/documented.js';

interface Schema {
  readonly allOf?: readonly Schema[];
  readonly properties?: { readonly type?: { readonly const?: string; readonly enum?: readonly string[] } };
}

/** The schemas of events. Every type stands in one of them. */
const schemas: Readonly<Record<DialectName, readonly string[]>> = {
  stripe: ['PaymentIntentCanceledEvent', 'PaymentIntentEvent', 'ChargeEvent', 'CheckoutSessionEvent'],
  chargefy: ['PaymentIntentCanceledEvent'],
};

describe.each(dialectNames)('the webhooks of %s', (dialect) => {
  const { document, at, disagreements } = documented(dialect);
  const types = Object.keys(document.webhooks ?? {});

  const typesOf = ({ allOf = [], properties: { type } = {} }: Schema): string[] => [
    ...allOf.flatMap(typesOf),
    ...(type?.enum ?? (type?.const === undefined ? [] : [type.const])),
  ];

  it('are for the types that the schemas of events have, and for no other', () => {
    const described = schemas[dialect].flatMap((schema) => typesOf(at(`/components/schemas/${schema}`) as Schema));
    expect(types.toSorted()).toEqual(described.toSorted());
  });

  it('are for the types that the server writes, and for no other', () => {
    expect(types.toSorted()).toEqual(Object.values(dialects[dialect].webhooks.types).toSorted());
  });

  it.each(types)('give %s a body whose schema has that type, and examples that agree with it', (type) => {
    const { requestBody } = at(`/webhooks/${type}/post`) as { requestBody: { $ref: string } };
    const content = `${requestBody.$ref.slice(1)}/content/application~1json`;
    expect(typesOf(at(`${content}/schema`) as Schema)).toContain(type);

    const examples = Object.keys((at(content) as { examples?: object }).examples ?? {});
    expect(examples).not.toEqual([]);
    for (const name of examples) {
      const { value } = at(`${content}/examples/${name}`) as { value: object };
      expect(disagreements(`${content}/schema`, value), name).toEqual([]);
      expect(disagreements(`${content}/schema`, { ...value, type: 'payment_intent.updated' })).not.toEqual([]);
    }
  });
});

describe('the document of Stripe', () => {
  const { document, at } = documented('stripe');
  /** The vendor's own words, as its package has them. */
  const published = readFileSync(
    new URL('../../node_modules/stripe/esm/resources/Events.d.ts', import.meta.url),
    'utf8',
  ).replace(/\s+/g, ' ');

  it.each(Object.keys(document.webhooks ?? {}))('quotes what %s means', (type) => {
    const before = published.split(` extends EventBase { type: '${type}';`)[0] ?? '';
    const meaning = before.slice(before.lastIndexOf('/**'));
    const { description = '' } = at(`/webhooks/${type}/post`) as { description?: string };
    const quoted = description.split('\n').filter((line) => line.startsWith('> '));
    expect(meaning.length).toBeLessThan(1_000);
    expect(quoted).not.toEqual([]);
    for (const line of quoted) expect(meaning).toContain(line.slice(2).trim());
  });
});
