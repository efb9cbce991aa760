import { describe, expect, it } from 'vitest';
import { cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

describe.each([
  ['cancel', cancel],
  ['retrieve', (...[reference, id, options]: Parameters<typeof cancel>) => retrieve(reference, id, '', options)],
] as const)('%s does not find', (_operation, ask) => {
  const server = shareReference('stripe');

  it.each(['pi_nope', 'cs_1', "pi_'quoted'"])('%s, an id that no intent has', async (id) => {
    await arrange(server(), { status: 'requires_capture' });

    const answer = await ask(server(), id);

    expect(answer.status).toBe(404);
    expectStripeError(answer, coded('resource_missing', `No such payment_intent: '${id}'`, { param: 'intent' }));
  });

  it.each([
    ['live', 'test', 'sk_live_reference', 'sk_test_reference'],
    ['test', 'live', 'sk_test_reference', 'sk_live_reference'],
  ] as const)('an intent in %s mode with a %s mode key, and says where it is', async (mode, own, owner, key) => {
    const intent = await arrange(server(), { status: 'requires_capture' }, owner);

    const answer = await ask(server(), intent.id, { key });

    expect(answer.status).toBe(404);
    const message = `No such payment_intent: '${intent.id}'; a similar object exists in ${mode} mode, but a ${own} mode key was used to make this request.`;
    expectStripeError(answer, coded('resource_missing', message, { param: 'intent' }), own);
    expect((await retrieve(server(), intent.id, '', { key: owner })).body).toEqual(intent);
  });

  it('an intent by its client secret', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await ask(server(), String(intent.client_secret));

    expect(answer.status).toBe(404);
    expectStripeError(answer, {
      message:
        'You passed a string that looks like a client secret as the PaymentIntent ID, but you must provide a valid PaymentIntent ID. Please use the value in the `id` field of the PaymentIntent.',
      param: 'intent',
    });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });
});
