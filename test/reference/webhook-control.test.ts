import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import { dialectNames } from '../../src/contract/dialect.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { otherSecret, startReceiver, webhookSecret } from '../support/receiver.js';
import { pathOf } from '../support/referencePath.js';
import { canceled } from '../support/told.js';

interface Shown {
  readonly id: string;
  readonly data: readonly { readonly id: string }[];
  readonly error: { readonly message: string };
}

const control = contractFor('control');

describe.each(dialectNames)('the webhooks of %s over HTTP', (name) => {
  let reference: Reference<typeof name>;
  let keys: { secret: string; other: string };
  let url: string;
  beforeAll(async () => {
    reference = await startReference(name);
    keys = reference.keys as typeof keys;
    url = await reference.listen();
    return () => reference.close();
  });
  afterEach(async () => {
    for (const { id } of await reference.webhooks.list()) await reference.webhooks.remove(id);
    await reference.reset();
  });

  /** Checks that the answer is one of the document's. */
  async function ask(operation: string, { id = '', sent = undefined as unknown, key = keys.secret } = {}) {
    const { method, path, responses } = control.operation(operation);
    const response = await fetch(url + path.replace(/\{\w+\}/, encodeURIComponent(id)), {
      method,
      headers: { Authorization: `Bearer ${key}` },
      body: sent === undefined ? null : JSON.stringify(sent),
    });
    const body = (await response.json()) as Shown;
    expect(responses.get(response.status)?.body?.(body), JSON.stringify(body)).toBe(true);
    return { status: response.status, body };
  }

  async function cancelOne(): Promise<string> {
    const { id } = await reference.createIntent({ status: 'requires_capture' });
    await fetch(`${url}${pathOf(name, id)}/cancel`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${keys.secret}` },
    });
    return id;
  }

  it('are added, listed for their owner without a secret, and removed', async () => {
    const { url: shop, received } = await startReceiver();
    const sent = { url: shop, secret: [webhookSecret, otherSecret], types: [canceled[name]], timeout: 5_000 };

    const added = await ask('addWebhook', { sent });
    const listed = await ask('listWebhooks');
    const others = await ask('listWebhooks', { key: keys.other });
    await cancelOne();
    await expect.poll(() => received.length).toBe(1);
    const kept = await ask('removeWebhook', { id: added.body.id, key: keys.other });
    const removed = await ask('removeWebhook', { id: added.body.id });
    const gone = await ask('removeWebhook', { id: added.body.id });

    expect(added).toEqual({
      status: 201,
      body: { id: expect.stringMatching(/^we_\w{24}$/), url: shop, types: [canceled[name]], status: 'enabled' },
    });
    expect(listed).toEqual({ status: 200, body: { data: [added.body] } });
    expect(others.body).toEqual({ data: [] });
    expect([kept.status, gone.status]).toEqual([404, 404]);
    expect(gone.body.error.message).toBe(
      `The owner of the key has no endpoint ${added.body.id}; GET /_webhooks lists them.`,
    );
    expect(removed).toEqual({ status: 200, body: { data: [] } });
    await cancelOne();
    expect(received).toHaveLength(1);
  });

  it('get an event that is delivered again, whose attempt is over when the answer comes', async () => {
    const { url: shop, received } = await startReceiver();
    const id = await cancelOne();
    const listed = await ask('listEvents');
    const [{ id: event } = expect.fail()] = listed.body.data;
    await ask('addWebhook', { sent: { url: shop, secret: webhookSecret } });

    const delivered = await ask('deliverEvent', { id: event });

    expect(received.map((one) => one.event.id)).toEqual([event]);
    expect(delivered).toEqual({
      status: 200,
      body: { ...listed.body.data[0], type: canceled[name], data: { object: expect.objectContaining({ id }) } },
    });
    const foreign = await ask('deliverEvent', { id: event, key: keys.other });
    expect([foreign.status, foreign.body.error.message]).toEqual([
      404,
      `The owner of the key has no event ${event}; GET /_events lists them.`,
    ]);
    expect((await ask('deliverEvent', { id: 'evt_\0' })).status).toBe(404);
    expect((await ask('listEvents', { key: keys.other })).body).toEqual({ data: [] });
  });

  it.each<[unknown, RegExp]>([
    [{}, /^A webhook is \{ url, secret, types\?, timeout\? \}: it must have required property/],
    [[], /JSON object|^A webhook is/],
    [{ url: 'http://127.0.0.1/', secret: webhookSecret, type: [] }, /^A webhook is .*: it has no member type\.$/],
    [{ url: 'http://127.0.0.1/' }, /must have required property 'secret'/],
    [{ url: 'http://127.0.0.1/', secret: 'tattletale' }, /^A secret is whsec_/],
    [{ url: 'http://127.0.0.1/', secret: [webhookSecret, 'tattletale'] }, /^A secret is whsec_/],
    [{ url: 'http://127.0.0.1/', secret: Array(6).fill(webhookSecret) }, /^A webhook is .*: \/secret must/],
    [
      { url: 'https://shop.example/', secret: webhookSecret },
      /^The webhook would leave this machine for shop\.example/,
    ],
    [{ url: 'file:///etc/passwd', secret: webhookSecret }, /^The url of a webhook must be an http: or https: URL/],
    [{ url: 'http://a:b@127.0.0.1/', secret: webhookSecret }, /must have no name and no password/],
    [
      { url: 'http://127.0.0.1/', secret: webhookSecret, types: ['nothing'] },
      /^There are no events of the type nothing/,
    ],
    [{ url: 'http://127.0.0.1/', secret: webhookSecret, timeout: '1' }, /\/timeout must be integer/],
    [{ url: 'http://127.0.0.1/', secret: webhookSecret, key: 'x' }, /it has no member key\.$/],
  ])('that can’t be are refused: %j', async (sent, message) => {
    const { status, body } = await ask('addWebhook', { sent });

    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)]);
    expect(body.error.message).not.toContain('tattletale');
    expect(await reference.webhooks.list()).toEqual([]);
  });

  it('have faults, which are listed and taken back', async () => {
    const { url: shop, received } = await startReceiver();
    await ask('addWebhook', { sent: { url: shop, secret: webhookSecret } });

    const added = await ask('addDeliveryFault', { sent: { fault: 'hold', times: 2 } });
    await cancelOne();
    await expect.poll(() => reference.webhooks.faults.pending()).toEqual([{ fault: 'hold', times: 1 }]);
    const listed = await ask('listDeliveryFaults');
    expect(received).toEqual([]);
    const cleared = await ask('clearDeliveryFaults');

    expect(added).toEqual({ status: 201, body: { fault: 'hold', times: 2 } });
    expect(listed).toEqual({ status: 200, body: { data: [{ fault: 'hold', times: 1 }] } });
    expect(cleared).toEqual({ status: 200, body: { data: [] } });
    await expect.poll(() => received.length).toBe(1);
  });

  it.each<[unknown, RegExp]>([
    [{}, /must have required property 'fault'/],
    [{ fault: 'delay' }, /^The fault delay needs a number of seconds; give it as delay\.$/],
    [{ fault: 'duplicate', delay: 3 }, /^delay belongs to the fault delay, not to duplicate; leave it out\.$/],
    [{ fault: 'hold', type: 'nothing' }, /^There are no events of the type nothing; known are /],
    [{ fault: 'hold', times: 1_001 }, /\/times must be <= 1000/],
  ])('have no fault that can’t happen: %j', async (sent, message) => {
    const { status, body } = await ask('addDeliveryFault', { sent });

    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)]);
    expect(reference.webhooks.faults.pending()).toEqual([]);
  });
});
