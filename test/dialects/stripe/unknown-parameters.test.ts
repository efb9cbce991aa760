import { describe, expect, it } from 'vitest';
import { contractFor } from '../../../src/contract/contracts.js';
import { call, cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

describe('an unknown parameter', () => {
  const server = shareReference('stripe');

  it.each([
    ['nope=1', 'nope'],
    ['nope', 'nope'],
    ['nope=', 'nope'],
    ['nope[a][b]=c', 'nope'],
    ['nope[]=1', 'nope'],
    ['Cancellation_reason=duplicate', 'Cancellation_reason'],
    ['cancellation_reason =duplicate', 'cancellation_reason '],
    ['Idempotency-Key=abc', 'Idempotency-Key'],
    ['a/b=c', 'a/b'],
    ['a~1b=c', 'a~1b'],
    ['a.b=c', 'a.b'],
    ['%22=1', '"'],
    ['0=1', '0'],
    ['=1', ''],
    ['__proto__=1', '__proto__'],
    ['__proto__[polluted]=1', '__proto__'],
    ['%5F_proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['constructor[prototype][polluted]=1', 'constructor'],
    ['prototype=1', 'prototype'],
    ['hasOwnProperty=1', 'hasOwnProperty'],
    ['toString=1', 'toString'],
    ['valueOf=1', 'valueOf'],
    ['length=1', 'length'],
  ])('is refused by name, also when the name is unusual: %s', async (body, name) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { body });

    expect(answer.status).toBe(400);
    const message = `Received unknown parameter: ${name}`;
    expectStripeError(answer, coded('parameter_unknown', message, { param: name, payment_intent: intent }));
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each([
    ['amount=1&cancellation_reason=duplicate&currency=usd', 'amount, currency', 'amount'],
    ['__proto__=1&nope=1', '__proto__, nope', '__proto__'],
  ])('is named together with the others: %s', async (body, names, param) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { body });

    const message = `Received unknown parameters: ${names}`;
    expectStripeError(answer, coded('parameter_unknown', message, { param, payment_intent: intent }));
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(['[__proto__]=1', '[]=1', 'expand[__proto__]=1', 'cancellation_reason[__proto__]=duplicate'])(
    'is not ignored where brackets hide it: %s',
    async (body) => {
      const intent = await arrange(server(), { status: 'requires_capture' });

      expect(await cancel(server(), intent.id, { body })).toMatchObject({ status: 400 });
      expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    },
  );

  const reads = contractFor('stripe').operations.filter(({ method }) => method === 'GET');

  it.each(reads.map(({ id, path }) => [id, path] as const))('is refused in the query of %s', async (_id, path) => {
    const own = path.replace(/\{\w+\}/g, 'none');
    expectStripeError(
      await call(server(), `${own}?nope=1`),
      coded('parameter_unknown', 'Received unknown parameter: nope', { param: 'nope' }),
    );
    expect((await call(server(), `${own}?expand[]=nope`)).body.error).toMatchObject({
      message: 'This property cannot be expanded (nope).',
    });
  });
});
