import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStripeClient } from '../../src/client/stripe.js';
import { type Recorded, startRecorder } from '../support/recorder.js';
import { sdk } from '../support/sdk.js';

const apiKey = 'sk_test_reference';
const cancelPath = '/v1/payment_intents/{intent}/cancel';
const retrievePath = '/v1/payment_intents/{intent}';

/** Our client and the official one, and what each has sent since the last look. */
async function startBoth() {
  const recorder = await startRecorder();
  const ours = createStripeClient({ apiKey, baseUrl: recorder.url, maxRetries: 0 });
  const theirs = sdk(recorder, apiKey);
  /** Whatever the types say: what is to be compared is the encoder. */
  const any = (parameters: unknown) => parameters as object;
  return {
    take: recorder.take,
    async cancel(id: string, body: object): Promise<Recorded[]> {
      await ours.POST(cancelPath, { params: { path: { intent: id } }, body: any(body) });
      await theirs.paymentIntents.cancel(id, any(body), {});
      return recorder.take();
    },
    async retrieve(id: string, query: object): Promise<Recorded[]> {
      await ours.GET(retrievePath, { params: { path: { intent: id }, query: any(query) } });
      await theirs.paymentIntents.retrieve(id, any(query), {});
      return recorder.take();
    },
  };
}

/** Any text, and often what an encoder could stumble over. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...` &=+%#?/\\'"!*()[]{}<>|^~\`@:;,.$-_\n\0é漢😀`) }),
);
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.date(),
);
const name = text.filter((key) => key !== '__proto__');
const few = { maxLength: 4 };
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), few),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}));
const parameters = fc.dictionary(name, value, { maxKeys: 4 });
const id = text.filter(
  (candidate) => /^(?!\.{1,2}$)[^\s\p{C}/\\]+$/u.test(candidate) && !candidate.includes('_secret_'),
);

/** The SDK leaves a bare question mark of a query that came to nothing. */
const wireOf = ({ method, target, body }: Recorded) => ({ method, target: target.replace(/\?$/, ''), body });

describe('the Stripe client and the official SDK', () => {
  it('write any parameters of a cancel byte for byte alike', { timeout: 60_000 }, async () => {
    const both = await startBoth();
    const property = fc.asyncProperty(id, parameters, async (intent, body) => {
      const [ours, theirs] = (await both.cancel(intent, body)).map(wireOf);
      expect(ours).toEqual(theirs);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('write any query of a retrieve byte for byte alike', { timeout: 60_000 }, async () => {
    const both = await startBoth();
    const property = fc.asyncProperty(id, parameters, async (intent, query) => {
      const [ours, theirs] = (await both.retrieve(intent, query)).map(wireOf);
      // A target of more than 16 kB reaches no handler of Node's.
      fc.pre(ours !== undefined || theirs !== undefined);
      expect(ours).toEqual(theirs);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it.each([
    [{}, ''],
    [{ cancellation_reason: 'duplicate' }, 'cancellation_reason=duplicate'],
    [{ expand: ['latest_charge', 'customer'] }, 'expand[0]=latest_charge&expand[1]=customer'],
    [{ cancellation_reason: null }, 'cancellation_reason='],
    [{ metadata: { 'a b': { c: ['é', '(!)'] } } }, 'metadata[a%20b][c][0]=%C3%A9&metadata[a%20b][c][1]=%28%21%29'],
  ])('write %j alike, and as it should be', async (body, written) => {
    const both = await startBoth();

    const sent = await both.cancel('pi_1', body);

    expect(sent.map((request) => request.body)).toEqual([written, written]);
  });

  it('send the same headers, but for what says who is sending', async () => {
    const both = await startBoth();

    const sent = await both.cancel('pi_1', { cancellation_reason: 'duplicate' });
    const sentWithoutParameters = await both.cancel('pi_1', {});

    for (const [ours, theirs] of [sent, sentWithoutParameters]) {
      for (const header of ['authorization', 'accept', 'content-type', 'content-length', 'stripe-version']) {
        expect(theirs?.headers[header]).toBeDefined();
        expect(ours?.headers[header]).toBe(theirs?.headers[header]);
      }
      for (const request of [ours, theirs]) expect(request?.headers['idempotency-key']).toMatch(/[\da-f-]{36}$/);
    }
  });
});

it('talks to Stripe unless told otherwise', async () => {
  const sent: Request[] = [];
  const client = createStripeClient({
    apiKey,
    fetch: async (url, init) => {
      sent.push(new Request(url, init));
      return Response.json({});
    },
  });

  await client.cancel('pi_1');

  expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://api.stripe.com/v1/payment_intents/pi_1/cancel' });
});
