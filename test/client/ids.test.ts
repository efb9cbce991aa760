import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';

/** Both clients, with a `fetch` that notes where it was sent. */
function recorded() {
  const sent: string[] = [];
  const fetch = async (url: string) => {
    sent.push(new URL(url).pathname);
    return new Response();
  };
  const stripe = createStripeClient({ apiKey: 'sk_test_reference', fetch, maxRetries: 0 });
  const chargefy = createChargefyClient({ apiKey: 'ch_test_reference', fetch, maxRetries: 0 });
  return { sent, clients: { stripe, chargefy }, stripe, chargefy };
}

const refused = {
  'an empty id': '',
  'a dot': '.',
  'two dots': '..',
  'a slash': 'pi_1/capture',
  'a climb': '../customers/cus_1',
  'a backslash': 'pi_1\\..\\x',
  'a line break at the end': 'pi_1\n',
  'a space': 'pi_1 ',
  'a null': 'pi_\0',
  'a direction mark': 'pi_\u202e1',
  'half a surrogate pair': 'pi_\ud800',
  'a key of Stripe’s': 'sk_live_51H',
  'a key of Chargefy’s': 'ch_test_51H',
};

describe.each(['stripe', 'chargefy'] as const)('the %s client', (name) => {
  it.each(Object.entries(refused))('sends nothing for %s', async (_, id) => {
    const { clients, sent } = recorded();

    const canceled = await clients[name].cancel(id);
    const retrieved = await clients[name].retrieve(id);
    const ensured = await ensureCanceled(clients[name], id);

    expect(canceled.error?.kind).toBe('invalid_id');
    expect(retrieved.error?.kind).toBe('invalid_id');
    expect(ensured).toEqual({ outcome: 'invalid_request', error: canceled.error });
    expect(sent).toEqual([]);
  });

  it.each(['pi_1_secret_abc', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH'])(
    'tells a client secret from an id, without repeating it: %s',
    async (secret) => {
      const { clients, sent } = recorded();

      const { error } = await clients[name].cancel(secret);

      expect(error?.kind).toBe('client_secret');
      expect(JSON.stringify(error)).not.toContain(secret.slice(-3));
      expect(sent).toEqual([]);
    },
  );

  it('puts any other id into one part of the path, where it comes out as it was', async () => {
    const prefix = { stripe: '/v1/payment_intents/', chargefy: '/v1/payment-intents/' }[name];
    const property = fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (id) => {
      const { clients, sent } = recorded();
      const { error } = await clients[name].cancel(id);
      if (sent.length === 0) expect(error?.kind).toMatch(/^(invalid_id|client_secret)$/);
      else expect(decodeURIComponent(sent[0]?.slice(prefix.length, -'/cancel'.length) ?? '')).toBe(id);
      for (const path of sent) expect(path.split('/')).toHaveLength(5);
    });
    await fc.assert(property);
  });
});

it('sends nothing when the id is missing, or was written into the path', async () => {
  const { stripe, sent } = recorded();
  // Only without types can a call be made so.
  const post = stripe.POST as (path: string, init: object) => Promise<{ error?: { kind: string } }>;

  const answers = [
    await post('/v1/payment_intents/{intent}/cancel', {}),
    await post('/v1/payment_intents/{intent}/cancel', { params: { path: { id: 'pi_1' } } }),
    await post('/v1/payment_intents/pi_1/cancel', { params: { path: { intent: 'pi_1' } } }),
  ];

  expect(answers.map(({ error }) => error?.kind)).toEqual(['invalid_id', 'invalid_id', 'invalid_id']);
  expect(sent).toEqual([]);
});
