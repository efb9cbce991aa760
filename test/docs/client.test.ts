import type { Browser } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { spoken } from '../support/calls.js';
import { openClientPage } from '../support/clientPage.js';
import { startFaultyReference } from '../support/faultyReference.js';
import { arrange, startReference } from '../support/reference.js';
import { deadAddress } from '../support/serving.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each([
  { dialect: 'stripe', create: 'stripe.createStripeClient' },
  { dialect: 'chargefy', create: 'chargefy.createChargefyClient' },
] as const)('the $dialect client in Chromium', ({ dialect, create }) => {
  const clientAt = (baseUrl: string, more = '') =>
    `const client = ${create}({ apiKey: '${spoken[dialect].key}', baseUrl: '${baseUrl}', retryDelay: 1, ${more} });`;

  it('cancels at the reference server, on another origin', async () => {
    const reference = await startReference(dialect);
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const page = await openClientPage(browser);

    const results = await page.run(`${clientAt(reference.url)}
      const { data } = await client.cancel('${id}', { reason: 'duplicate' });
      const again = await client.cancel('${id}');
      return [data.status, data.cancellation_reason, again.error.kind, (await client.retrieve('${id}')).data.status];`);

    expect(results).toEqual(['canceled', 'duplicate', 'api', 'canceled']);
    expect(page.origin).not.toBe(new URL(reference.url).origin);
  });

  it('ensures a cancel, and knows what was canceled already, too late or not there', async () => {
    const reference = await startReference(dialect);
    const held = await arrange(reference, { status: 'requires_capture' });
    const paid = await arrange(reference, { status: 'succeeded' });
    const page = await openClientPage(browser);

    const outcomes = await page.run(`${clientAt(reference.url)}
      const outcomes = [];
      for (const id of ['${held.id}', '${held.id}', '${paid.id}', 'pi_nope', '..']) {
        outcomes.push((await ${dialect}.ensureCanceled(client, id)).outcome);
      }
      return outcomes;`);

    expect(outcomes).toEqual(['canceled', 'already_canceled', 'too_late', 'not_found', 'invalid_request']);
  });

  it.each([
    ['302 elsewhere', { kind: 'redirect', status: 0, location: null }],
    ['502, HTML', { kind: 'not_json', status: 502, contentType: 'text/html' }],
    ['200 after the cancel, cut off', { kind: 'not_json', status: 200 }],
    ['connection lost amid the answer', { kind: 'network', code: null }],
    ['no answer', { kind: 'timeout', timeout: 200 }],
    ['404 {}', { kind: 'undocumented', status: 404, body: {} }],
  ])('has an error for %s', async (fault, error) => {
    const vendor = await startFaultyReference(dialect, { fault });
    const url = await vendor.listen();
    const page = await openClientPage(browser);

    const result = await page.run(`${clientAt(url, `maxRetries: 0, timeout: ${fault === 'no answer' ? 200 : 10_000}`)}
      return (await client.cancel('${vendor.id}')).error;`);

    expect(result).toMatchObject(error);
  });

  it('has an error for a server that is not there, and for a signal', async () => {
    const page = await openClientPage(browser);

    const kinds = await page.run(`${clientAt(await deadAddress())}
      const refused = await client.cancel('pi_1');
      const aborted = await client.cancel('pi_1', { signal: AbortSignal.abort() });
      return [refused.error.kind, aborted.error.kind];`);

    expect(kinds).toEqual(['network', 'aborted']);
  });

  it('recovers from a lost answer', async () => {
    const vendor = await startFaultyReference(dialect, { fault: '200 after the cancel, cut off', times: 1 });
    const url = await vendor.listen();
    const page = await openClientPage(browser);

    const outcome = await page.run(`${clientAt(url)}
      return (await ${dialect}.ensureCanceled(client, '${vendor.id}')).outcome;`);

    // Stripe repeats the lost answer; Chargefy only shows what became of it.
    expect(outcome).toBe(dialect === 'stripe' ? 'canceled' : 'already_canceled');
  });

  it('loads the validator only when it validates', async () => {
    const reference = await startReference(dialect);
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const page = await openClientPage(browser);

    await page.run(`${clientAt(reference.url)} await client.retrieve('${id}');`);
    const without = page.loaded.length;
    const status = await page.run(`${clientAt(reference.url, 'validateResponses: true')}
      return (await client.cancel('${id}')).data.status;`);

    expect(status).toBe('canceled');
    expect(page.loaded.slice(without)).toEqual([
      expect.stringMatching(/^replyValidator-/),
      expect.stringMatching(new RegExp(`^${dialect}-`)),
    ]);
  });
});

describe('the Stripe client in Chromium', () => {
  it('can read the headers of an answer', async () => {
    const reference = await startReference('stripe');
    const page = await openClientPage(browser);

    const id = await page.run(`
      const client = stripe.createStripeClient({ apiKey: 'sk_test_reference', baseUrl: '${reference.url}' });
      return (await client.retrieve('pi_nope')).response.headers.get('Request-Id');`);

    expect(id).toMatch(/^req_/);
  });
});

describe('in Chromium', () => {
  const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'x',
    data: { object: { description: 'ünïcode 💶' } },
  });
  const forged = payload.replace('evt_1', 'evt_2');

  it('constructEvent takes what the official package has signed, and nothing else', async () => {
    const header = new Stripe('sk_test_reference').webhooks.generateTestHeaderString({ payload, secret });
    const page = await openClientPage(browser);

    const results = await page.run(`const { constructEvent } = await import('/stripeEvents.js');
      const [payload, forged, rest] = ${JSON.stringify([payload, forged, [header, secret]])};
      const bytes = new TextEncoder().encode(payload);
      const all = await Promise.all([payload, bytes, forged].map((body) => constructEvent(body, ...rest)));
      return all.map(({ event, error }) => event?.id ?? error.kind);`);

    expect(results).toEqual(['evt_1', 'evt_1', 'signature_mismatch']);
  });

  it('unwrapEvent takes what the library of Standard Webhooks has signed, and nothing else', async () => {
    const now = new Date();
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('evt_1', now, payload),
    };
    const page = await openClientPage(browser);

    const results = await page.run(`const { unwrapEvent } = await import('/chargefyEvents.js');
      const [payload, forged, headers, secret] = ${JSON.stringify([payload, forged, headers, secret])};
      const all = await Promise.all([payload, forged].map((body) => unwrapEvent(body, new Headers(headers), secret)));
      return all.map(({ event, error }) => event?.id ?? error.kind);`);

    expect(results).toEqual(['evt_1', 'signature_mismatch']);
  });
});
