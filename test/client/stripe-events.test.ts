import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { constructEvent } from '../../src/client/stripeEvents.js';

const { webhooks } = new Stripe('sk_test_reference');
const secret = 'whsec_donottell';
const at = 1_793_145_600;
const payload = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.canceled',
  data: { object: { id: 'pi_1', description: 'ünïcode 💶' } },
});
const sign = (text: string, by = secret, timestamp = at) =>
  webhooks.generateTestHeaderString({ payload: text, secret: by, timestamp });
const header = sign(payload);
const v1 = header.replace(/^.*v1=/, '');

interface Input {
  readonly payload: unknown;
  readonly header: unknown;
  readonly secret: string;
  readonly tolerance?: number;
}
/** What is sent from outside has no types. */
const received = (input: Partial<Input>) => {
  const given = { payload, header, secret, ...input };
  return { ...given, payload: given.payload as string, header: given.header as string };
};
const ours = (input: Partial<Input>) => {
  const given = received(input);
  return constructEvent(given.payload, given.header, given.secret, { now: () => at, tolerance: given.tolerance });
};
/** Whether the official SDK takes it. */
const theirs = (input: Partial<Input>) => {
  const given = received(input);
  try {
    webhooks.constructEvent(given.payload, given.header, given.secret, given.tolerance, undefined, at * 1000);
    return true;
  } catch {
    return false;
  }
};

const thin = JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter.error' });
const refusals: [string, Partial<Input>, string][] = [
  ['a header that is an array', { header: [header] }, 'header_not_text'],
  ['an empty body', { payload: '' }, 'payload_missing'],
  ['no body', { payload: undefined }, 'payload_missing'],
  ['empty bytes', { payload: new Uint8Array() }, 'payload_missing'],
  ['a parsed body', { payload: JSON.parse(payload) }, 'payload_not_raw'],
  ['no header', { header: undefined }, 'header_missing'],
  ['null for a header', { header: null }, 'header_missing'],
  ['an empty header', { header: '' }, 'header_missing'],
  ['a header without a time', { header: `v1=${v1}` }, 'header_malformed'],
  ['a header without v1', { header: `t=${at},v0=${v1}` }, 'no_signature'],
  ['names of the prototype', { header: '__proto__=1,constructor=2,t=,v1=' }, 'header_malformed'],
  ['a blank secret', { secret: ' \n' }, 'secret_missing'],
  ['another secret', { secret: 'whsec_other' }, 'signature_mismatch'],
  ['a secret with a line break', { secret: `${secret}\n` }, 'signature_mismatch'],
  ['another body', { payload: `${payload} ` }, 'signature_mismatch'],
  ['a signature in capitals', { header: header.replace(v1, v1.toUpperCase()) }, 'signature_mismatch'],
  ['a signature that is not hexadecimal', { header: `t=${at},v1=💶` }, 'signature_mismatch'],
  ['thousands of signatures', { header: `t=${at}${',v1=00'.repeat(20_000)}` }, 'signature_mismatch'],
  ['one second too old', { header: sign(payload, secret, at - 301) }, 'too_old'],
  ['signed text that is no JSON', { payload: 'no', header: sign('no') }, 'not_json'],
  ['a byte order mark', { payload: `\ufeff${payload}`, header: sign(`\ufeff${payload}`) }, 'not_json'],
  ['a thin event', { payload: thin, header: sign(thin) }, 'thin_event'],
];

describe('constructEvent', () => {
  it.each(refusals)('refuses %s, as the official SDK does', async (_, input, kind) => {
    const { error, event } = await ours(input);

    expect(error?.kind).toBe(kind);
    expect(event).toBeUndefined();
    expect(JSON.stringify(error)).not.toContain('donottell');
    expect(theirs(input)).toBe(false);
  });

  it.each<[string, Partial<Input>]>([
    ['text', {}],
    ['bytes', { payload: new TextEncoder().encode(payload) }],
    ['a Buffer', { payload: Buffer.from(payload) }],
    ['the last second of the tolerance', { header: sign(payload, secret, at - 300) }],
    ['a time in the future', { header: sign(payload, secret, at + 90_000) }],
    ['any age when the tolerance is 0', { header: sign(payload, secret, 1), tolerance: 0 }],
    ['one matching signature of many', { header: `t=${at}${',v1=00'.repeat(5_000)},v1=${v1},v0=1` }],
  ])('takes %s, as the official SDK does', async (_, input) => {
    expect(await ours(input)).toEqual({ event: JSON.parse(payload) });
    expect(theirs(input)).toBe(true);
  });

  it('takes what one of several secrets has signed, and no blank one among them', async () => {
    const by = (secrets: string[]) => constructEvent(payload, header, secrets, { now: () => at });

    expect((await by(['whsec_new', secret])).event?.id).toBe('evt_1');
    expect((await by(['whsec_new', 'whsec_old'])).error?.kind).toBe('signature_mismatch');
    expect((await by([secret, ''])).error?.kind).toBe('secret_missing');
    expect((await by([])).error?.kind).toBe('secret_missing');
  });

  it('refuses signed JSON that is not an event, which the official SDK takes', async () => {
    for (const text of ['null', '5', '[]', '{}', '{"object":"event"}', '{"object":"event","type":"a","data":null}']) {
      expect((await ours({ payload: text, header: sign(text) })).error?.kind).toBe('not_an_event');
    }
  });

  it('refuses a tolerance that is not a number of seconds, and every age by a clock that tells none', async () => {
    expect((await ours({ tolerance: Number.NaN })).error?.kind).toBe('invalid_tolerance');
    expect((await ours({ tolerance: -1 })).error?.kind).toBe('invalid_tolerance');
    expect((await constructEvent(payload, header, secret, { now: () => Number.NaN })).error?.kind).toBe('too_old');
  });

  it('refuses a body or a signature of which one byte has changed', async () => {
    const bytes = new TextEncoder().encode(payload);
    for (let index = 0; index < bytes.length; index++) {
      const changed = bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));
      expect((await ours({ payload: changed })).error?.kind).toBe('signature_mismatch');
    }
    for (let index = 0; index < header.length; index++) {
      const changed = String.fromCharCode(header.charCodeAt(index) ^ 1);
      expect(
        (await ours({ header: header.slice(0, index) + changed + header.slice(index + 1) })).event,
      ).toBeUndefined();
    }
  });
});
