/** Compares mocks of Stripe's API in what a test of cancel needs: `npx tsx test/bench/mocks.ts` prints the README's table. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { verify } from '../../src/conformance/run/verify.js';
import { arrangeByApi } from '../../src/conformance/target/arrange/api.js';
import { CannotRun } from '../../src/conformance/target/CannotRun.js';
import { packageVersion } from '../../src/contract/document.js';
import { startReference } from '../../src/reference/startReference.js';
import { markdownTable } from '../support/markdownTable.js';
import { type MockServer, startMocks, webhookSecret } from './mockServers.js';
import { pollUntil } from './pollUntil.js';

const key = 'sk_test_reference';

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a mock says to a request of Stripe's form. */
async function ask(url: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: form ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${key}`, ...headers },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const body = (await response.json().catch(() => ({}))) as Reply['body'];
  return { status: response.status, body };
}

/** An intent that waits for its payment method, made as at Stripe; undefined where a mock has no intents. */
async function createIntent(url: string): Promise<string | undefined> {
  const { status, body } = await ask(`${url}/v1/payment_intents`, {
    amount: '2000',
    currency: 'usd',
    capture_method: 'manual',
    'automatic_payment_methods[enabled]': 'true',
    'automatic_payment_methods[allow_redirects]': 'never',
  });
  return /^2/.test(String(status)) ? String(body.id) : undefined;
}

/** The status of an intent that is canceled, whether it has the reason, and what a second cancel gets. */
async function state(url: string): Promise<string> {
  const id = await createIntent(url);
  if (id === undefined) return 'no intents';
  const intent = `${url}/v1/payment_intents/${id}`;
  const { body } = await ask(`${intent}/cancel`, { cancellation_reason: 'duplicate' });
  const found = await ask(intent);
  const again = await ask(`${intent}/cancel`, {});
  const reason = body.cancellation_reason === 'duplicate' ? 'with' : 'without';
  return `${found.body.status} ${reason} its reason; a second cancel: ${again.status}`;
}

/** What becomes of money that a confirmation holds, and whether it can be captured after the cancel. */
async function hold(url: string): Promise<string> {
  const id = await createIntent(url);
  if (id === undefined) return 'no intents';
  const intent = `${url}/v1/payment_intents/${id}`;
  const { body } = await ask(`${intent}/confirm`, { payment_method: 'pm_card_visa' });
  if (body.status !== 'requires_capture') return `none: ${body.status}`;
  await ask(`${intent}/cancel`, {});
  const found = await ask(intent);
  const isReleased = found.body.status === 'canceled' && found.body.amount_capturable === 0;
  const released = isReleased ? 'released' : `stays ${found.body.status}`;
  return `${released}; a capture then: ${(await ask(`${intent}/capture`, {})).status}`;
}

/** What a retry with the key of a cancel gets. */
async function idempotency(url: string): Promise<string> {
  const id = await createIntent(url);
  if (id === undefined) return 'no intents';
  const cancel = (name: string) =>
    ask(`${url}/v1/payment_intents/${id}/cancel`, {}, { 'Idempotency-Key': `${name}-${id}` });
  const [first, second, other] = [await cancel('one'), await cancel('one'), await cancel('other')];
  if (second.status !== first.status) return `no: ${second.status} to the retry`;
  if (other.status === first.status) return `no: ${other.status} to any key`;
  return second.body.status === 'canceled' && JSON.stringify(first.body) === JSON.stringify(second.body)
    ? 'replayed'
    : 'no';
}

/** Where mocks deliver, and what has come. */
async function receive() {
  const received: { body: string; signature: string }[] = [];
  const server = createServer(async (request, response) => {
    received.push({ body: await text(request), signature: String(request.headers['stripe-signature'] ?? '') });
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

type Receiver = Awaited<ReturnType<typeof receive>>;

/** Whether a cancel is told to a receiver, and whether the official SDK takes the signature. */
async function webhooks(url: string, { received }: Receiver): Promise<string> {
  const id = await createIntent(url);
  if (id === undefined) return 'no intents';
  await ask(`${url}/v1/payment_intents/${id}/cancel`, {});
  const events = () => received.filter(({ body }) => body.includes('payment_intent.canceled') && body.includes(id));
  if (!(await pollUntil(() => events().length > 0, 3_000))) return 'none';
  const [{ body, signature } = { body: '', signature: '' }] = events();
  try {
    new Stripe(key).webhooks.constructEvent(body, signature, webhookSecret);
    return 'signed';
  } catch {
    return 'not signed as Stripe signs';
  }
}

/** How many of the kit's MUSTs a mock passes and how many it fails; the others can't be judged there. */
async function proof(url: string, keys: { otherKey?: string; liveKey?: string; publishableKey?: string } = {}) {
  try {
    const target = { url, key, ...keys, arrange: arrangeByApi(url) };
    const { results } = await verify('stripe', target, { seed: 1, timeoutMs: 3_000 });
    const must = results.filter(({ check }) => check.level === 'MUST');
    const count = (wanted: string) => must.filter(({ verdict }) => verdict === wanted).length;
    return `${count('pass')} passed, ${count('fail')} failed, of ${must.length}`;
  } catch (error) {
    if (error instanceof CannotRun) return 'not this API';
    throw error;
  }
}

async function columnOf({ name, version, url, inProcess, fault }: MockServer, receiver: Receiver): Promise<string[]> {
  const failed = fault && (await ask(`${url}/v1/payment_intents/pi_1/cancel`, {}, fault));
  const testClock = await ask(`${url}/v1/test_helpers/test_clocks`, { frozen_time: '1800000000' });
  return [
    `${name} ${version}`,
    await state(url),
    await hold(url),
    await idempotency(url),
    await webhooks(url, receiver),
    testClock.status === 200 ? 'yes' : `none (${testClock.status})`,
    failed ? `answers (${failed.status})` : 'none for intents',
    inProcess,
    await proof(url),
  ];
}

/** The reference, over HTTP like the others where they are asked over HTTP. */
async function ourColumn(receiver: Receiver): Promise<string[]> {
  await using reference = await startReference('stripe');
  const { keys } = reference;
  const url = await reference.listen();
  await reference.webhooks.add(receiver.url, { secret: webhookSecret });
  const others = { otherKey: keys.other, liveKey: keys.live, publishableKey: keys.publishable };
  return [
    `payment-intent-contract ${packageVersion}`,
    await state(url),
    await hold(url),
    await idempotency(url),
    await webhooks(url, receiver),
    await clock(),
    await fault(),
    'without a port',
    await proof(url, others),
  ];
}

/** Whether a hold expires when seven days have gone by. */
async function clock(): Promise<string> {
  await using reference = await startReference('stripe');
  await reference.createIntent({ status: 'requires_capture' });
  await reference.clock.advance('7d');
  return (await reference.intents())[0]?.cancellation_reason === 'expired' ? 'holds expire' : 'none';
}

/** Whether the official SDK succeeds where the answer to its cancel is lost. */
async function fault(): Promise<string> {
  await using reference = await startReference('stripe');
  const { id } = await reference.createIntent({ status: 'requires_capture' });
  reference.faults.add({ on: 'cancelPaymentIntent', drop: 'after_commit' });
  const httpClient = Stripe.createFetchHttpClient(reference.fetch);
  const { status } = await new Stripe(reference.keys.secret, { httpClient }).paymentIntents.cancel(id);
  const requests = reference.requests.of('cancelPaymentIntent').length;
  return status === 'canceled' && requests === 2 ? 'answers, lost answers' : 'none';
}

const receiver = await receive();
await using mocks = await startMocks(receiver.url);
const asked = ['', 'state', 'hold', 'same key again', 'webhooks', 'clock', 'faults', 'in process', 'MUSTs of the kit'];
const columns = [asked, await ourColumn(receiver)];
for (const mock of mocks.servers) columns.push(await columnOf(mock, receiver));
console.log(markdownTable(asked.map((_, row) => columns.map((column) => column[row] ?? ''))));
receiver.close();
