import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { unwrapEvent } from '../../src/client/chargefyEvents.js';

const content = Buffer.from('0123456789abcdef01234567donottell').toString('base64');
const secret = `whsec_${content}`;
const at = 1_793_145_600;
const event = {
  id: 'evt_1',
  object: 'event',
  type: 'payment.intent.canceled',
  data: { object: { id: 'pi_1', description: 'ünïcode 💶' } },
};
const payload = JSON.stringify(event);
const signed = (text = payload, time = at, by = secret) => ({
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(time),
  'webhook-signature': new Webhook(by).sign('evt_1', new Date(time * 1000), text),
});
const unwrap = (
  body: string | Uint8Array,
  headers: Parameters<typeof unwrapEvent>[1],
  by: string | string[] = secret,
) => unwrapEvent(body, headers, by, { now: () => at });

describe('unwrapEvent', () => {
  it('takes what the library of Standard Webhooks has signed, with the headers of fetch or of Node', async () => {
    const { 'webhook-id': id, ...rest } = signed();

    expect(await unwrap(payload, new Headers(signed()))).toEqual({ event });
    expect(await unwrap(Buffer.from(payload), { 'Webhook-Id': id, ...rest })).toEqual({ event });
    expect((await unwrap(payload, signed(), `chargefy_whs_${content}`)).event).toEqual(event);
    expect((await unwrap(payload, signed(), [`whsec_${btoa('new')}`, secret])).event).toEqual(event);
  });

  it('takes one matching signature of several', async () => {
    const headers = signed();
    const list = `v1a,AAAA v1,AAAA ${headers['webhook-signature']}`;

    expect((await unwrap(payload, { ...headers, 'webhook-signature': list })).event).toEqual(event);
  });

  it.each([
    [-301, 'too_old'],
    [-300, undefined],
    [300, undefined],
    [301, 'too_new'],
  ])('judges a signature of %d seconds from now', async (away, kind) => {
    expect((await unwrap(payload, signed(payload, at + away))).error?.kind).toBe(kind);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('says that %s is missing', async (header) => {
    const { error } = await unwrap(payload, { ...signed(), [header]: undefined });

    expect(error).toMatchObject({ kind: 'header_missing', header });
  });

  it.each([
    ['a full stop in the id', { 'webhook-id': 'evt.1' }, 'header_malformed'],
    ['a time that is no number', { 'webhook-timestamp': `${at}x` }, 'header_malformed'],
    ['signatures of another scheme', { 'webhook-signature': 'v1a,AAAA' }, 'no_signature'],
    ['a header that is an array', { 'webhook-id': ['evt_1'] }, 'header_not_text'],
    ['another id', { 'webhook-id': 'evt_2' }, 'signature_mismatch'],
  ])('refuses %s', async (_, changed, kind) => {
    expect((await unwrap(payload, { ...signed(), ...changed })).error?.kind).toBe(kind);
  });

  it.each(['whsec_', 'whsec_a', 'whsec_!!!!', `${secret}\n`, `sk_${content}`])(
    'refuses the secret %j without repeating it',
    async (by) => {
      const { error } = await unwrap(payload, signed(), by);

      expect(error?.kind).toBe('secret_malformed');
      expect(error?.message).not.toContain(content);
    },
  );

  it('refuses a body of which one byte has changed', async () => {
    const bytes = new TextEncoder().encode(payload);
    for (let index = 0; index < bytes.length; index++) {
      const changed = bytes.map((byte, place) => (place === index ? byte ^ 1 : byte));
      expect((await unwrap(changed, signed())).error?.kind).toBe('signature_mismatch');
    }
  });
});
