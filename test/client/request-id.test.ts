import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import { exampleOf } from '../support/exampleOf.js';

const apiKey = 'key_for_tests';
const headers = { 'Request-Id': 'req_1' };
/** Begins and never ends. */
const silence = () => new ReadableStream();
/** Begins and breaks off. */
const broken = () =>
  new ReadableStream({
    start(controller) {
      controller.error(new TypeError('terminated'));
    },
  });

describe.each([
  { dialect: 'stripe', create: createStripeClient },
  { dialect: 'chargefy', create: createChargefyClient },
] as const)('the id of a request at $dialect', ({ dialect, create }) => {
  const answeredBy = (respond: () => Response, options: object = {}) =>
    create({ apiKey, fetch: async () => respond(), maxRetries: 0, ...options });
  const error401 = exampleOf(dialect, 'InvalidApiKey');

  it.each<[string, () => Response, object?]>([
    ['api', () => Response.json(error401, { status: 401, headers })],
    ['redirect', () => new Response(null, { status: 302, headers })],
    ['not_json', () => new Response('<html>', { status: 502, headers })],
    ['undocumented', () => Response.json({}, { status: 400, headers })],
    ['too_large', () => new Response('x'.repeat(11), { headers }), { maxResponseBytes: 10 }],
    [
      'invalid_response',
      () => Response.json({ object: 'payment_intent', status: 'canceled' }, { headers }),
      { validateResponses: true },
    ],
    ['timeout', () => new Response(silence(), { headers }), { timeout: 20 }],
    ['network', () => new Response(broken(), { headers })],
  ])('is in an error of kind %s', async (kind, respond, options) => {
    const { error } = await answeredBy(respond, options).cancel('pi_1');

    expect(error).toMatchObject({ kind, requestId: 'req_1' });
  });

  it('is in the error of a call that was aborted, or whose middleware threw, amid the response', async () => {
    const client = answeredBy(() => new Response(silence(), { headers }));

    const aborted = await client.cancel('pi_1', { signal: AbortSignal.timeout(20) });
    client.use({ onResponse: () => Promise.reject(new Error('no')) });
    const thrown = await client.cancel('pi_1');

    expect(aborted.error).toMatchObject({ kind: 'aborted', requestId: 'req_1' });
    expect(thrown.error).toMatchObject({ kind: 'exception', requestId: 'req_1' });
  });

  it('is in no error that had none', async () => {
    const { error } = await answeredBy(() => Response.json(error401, { status: 401 })).cancel('pi_1');

    expect(error).toMatchObject({ kind: 'api', status: 401 });
    expect(error).not.toHaveProperty('requestId');
  });

  it('is in an outcome, that of the request which settled it', async () => {
    const intent = (status: string) => ({ object: 'payment_intent', status });
    /** Each with an id of its own. */
    const outcomeOf = (...responses: [body: object | null, status: number][]) => {
      let number = 0;
      const fetch = async () => {
        const [body, status] = responses[number] as [object | null, number];
        number += 1;
        return Response.json(body, { status, headers: { 'Request-Id': `req_${number}` } });
      };
      return ensureCanceled(create({ apiKey, fetch, maxRetries: 0 }), 'pi_1');
    };

    const lost: [null, number] = [null, 502];
    expect(await outcomeOf([intent('canceled'), 200])).toMatchObject({ outcome: 'canceled', requestId: 'req_1' });
    expect(await outcomeOf([error401, 401])).toMatchObject({ outcome: 'unauthenticated', requestId: 'req_1' });
    expect(await outcomeOf(lost, [intent('canceled'), 200])).toMatchObject({
      outcome: 'already_canceled',
      requestId: 'req_2',
    });
    expect(await outcomeOf(lost, [intent('succeeded'), 200])).toMatchObject({
      outcome: 'too_late',
      requestId: 'req_2',
    });
    expect(await outcomeOf(lost, [exampleOf(dialect, 'UnknownId'), 404])).toMatchObject({
      outcome: 'not_found',
      requestId: 'req_2',
    });
    expect(await outcomeOf(lost, lost)).toMatchObject({ outcome: 'unknown', requestId: 'req_1' });
  });
});
