import { describe, expect, it } from 'vitest';
import { retrieve } from '../support/calls.js';
import { expectExecuted, expectNotExecuted, expectReplayed, newKey, sendKeyed } from '../support/keyed.js';
import { lockIntent, sharePostgres, startOn } from '../support/postgresReference.js';
import { arrange } from '../support/reference.js';
import { sdk } from '../support/sdk.js';
import { coded, expectStripeError } from '../support/stripeError.js';

const postgres = sharePostgres();

/** Two servers on one database, and a first request with a key that does not come to its end before it may. */
async function arrangeInFlight() {
  const url = await postgres().createDatabase();
  const [server, other] = [await startOn(url), await startOn(url)];
  const { id } = await arrange(server, { status: 'requires_capture' });
  const request = { id, key: newKey() };
  const lock = await lockIntent(url, id);
  const first = sendKeyed(server, request);
  await lock.waiting(1);
  return { server, other, request, first, unlock: lock.unlock };
}

describe('an idempotency key whose first request is still being executed', () => {
  it('is refused with the advice to try again, on every server', async () => {
    const { server, other, request, first, unlock } = await arrangeInFlight();
    for (const reference of [server, other]) {
      const answer = await sendKeyed(reference, request);
      expect(answer.status).toBe(409);
      expect(answer.headers.get('stripe-should-retry')).toBe('true');
      expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive');
      expect(answer.headers.get('idempotency-key')).toBe(request.key);
      expect(answer.headers.get('original-request')).toBe(answer.headers.get('request-id'));
      expectNotExecuted(answer);
      const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${request.key}. Please try again later.`;
      expectStripeError({ ...answer, body: JSON.parse(answer.text) }, coded('idempotency_key_in_use', message));
    }

    await unlock();
    expectExecuted(await first, request.key);
    expect((await first).status).toBe(200);
    for (const reference of [server, other]) expectReplayed(await sendKeyed(reference, request), await first);
  });

  it('is refused for other parameters and for requests that are not valid, too: the key comes first', async () => {
    const { other, request, first, unlock } = await arrangeInFlight();
    for (const body of ['cancellation_reason=duplicate', 'nope=1']) {
      expect((await sendKeyed(other, { ...request, body })).status).toBe(409);
    }
    expect((await sendKeyed(other, { ...request, id: 'pi_nope' })).status).toBe(409);
    await unlock();
    await first;
    expect((await sendKeyed(other, { ...request, id: 'pi_nope' })).status).toBe(400);
  });

  it('does not keep another key from being used', async () => {
    const { server, other, first, unlock } = await arrangeInFlight();
    const { id } = await arrange(other, { status: 'requires_capture' });
    expect((await sendKeyed(other, { id, key: newKey() })).status).toBe(200);
    expect((await retrieve(server, id)).status).toBe(200);
    await unlock();
    await first;
  });

  it('is waited out by the official SDK, which gets the answer of the first', async () => {
    const { other, request, first, unlock } = await arrangeInFlight();
    const stripe = sdk(other);
    let attempts = 0;
    stripe.on('request', () => {
      attempts += 1;
      // It is the answer to the first attempt that says to try again.
      if (attempts === 2) void unlock();
    });

    const canceled = await stripe.paymentIntents.cancel(request.id, {}, { idempotencyKey: request.key });
    expect(attempts).toBeGreaterThan(1);
    expect(canceled.status).toBe('canceled');
    expect(canceled.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await first).status).toBe(200);
  });
});
