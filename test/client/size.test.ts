import { describe, expect, it } from 'vitest';
import { bundle } from '../support/bundle.js';

const clients = ['stripe', 'chargefy'] as const;
const bundled = (name: (typeof clients)[number]) => bundle({ [name]: `src/client/${name}.ts` });

describe('what a page has to load', () => {
  it.each(clients)('for the %s client is at most 7.5 kB gzipped', async (name) => {
    const size = (await bundled(name)).sizeOf(name);

    expect(size).toBeGreaterThan(2_000);
    expect(size).toBeLessThanOrEqual(7_500);
  });

  it('is less than a quarter of the official SDK', async () => {
    const ours = (await bundled('stripe')).sizeOf('stripe');
    const theirs = (await bundle({ official: 'stripe' })).sizeOf('official');

    // 33 kB when this was written.
    expect(theirs).toBeGreaterThan(4 * ours);
  });

  it.each(clients)('for the %s client is neither the document nor the validator', async (name) => {
    const { files } = await bundled(name);

    const entry = String(files.get(`${name}.js`));
    const onDemand = [...files].filter(([file]) => file !== `${name}.js`).map(([, text]) => String(text));
    for (const mark of ['openapi:"3.1.0"', 'must have required property']) {
      expect(entry).not.toContain(mark);
      expect(onDemand.filter((text) => text.includes(mark))).not.toEqual([]);
    }
  });

  it('for one dialect has nothing of the other', async () => {
    const [stripe, chargefy] = await Promise.all(clients.map(bundled));

    expect(String(stripe?.files.get('stripe.js'))).toContain('payment_intent_unexpected_state');
    expect(String(stripe?.files.get('stripe.js'))).not.toMatch(/chargefy|payment-intents|resource_state_conflict/i);
    expect(String(chargefy?.files.get('chargefy.js'))).toContain('resource_state_conflict');
    expect(String(chargefy?.files.get('chargefy.js'))).not.toMatch(
      /stripe|payment_intents|payment_intent_unexpected_state/i,
    );
  });

  it.each(clients)('for the events of %s is at most 2 kB gzipped, and no part of the client', async (name) => {
    const events = await bundle({ events: `src/client/${name}Events.ts` });
    const client = [...(await bundled(name)).files.values()].map(String).join();

    expect(events.sizeOf('events')).toBeLessThanOrEqual(2_000);
    expect(String(events.files.get('events.js'))).toContain('signature_mismatch');
    expect(client).not.toContain('signature_mismatch');
    expect(String(events.files.get('events.js'))).not.toContain('errorStatuses');
  });
});
