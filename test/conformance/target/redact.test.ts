import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/conformance/target/Exchange.js';
import { createRedact, redactExchange } from '../../../src/conformance/target/redact.js';
import { fakeTarget } from '../../support/conformance.js';

const target = fakeTarget(undefined, {
  key: 'sk_test_mine',
  otherKey: 'sk_test_mine_too',
  liveKey: 'sk_live_(1+1)',
  publishableKey: 'pk_test_mine',
});
const redact = createRedact(target);
const secrets = /sk_test_mine|sk_live_\(1|pk_test_mine|_secret_[a-z]/;

describe('redacting', () => {
  it('puts the name of a variable where a key was', () => {
    expect(redact('sk_test_mine, sk_test_mine_too, sk_live_(1+1) and pk_test_mine')).toBe(
      '$KEY, $OTHER_KEY, $LIVE_KEY and $PUBLISHABLE_KEY',
    );
  });

  it('keeps what comes right after a key apart from the name', () => {
    expect(redact('sk_test_mine2')).toBe('$' + '{KEY}2');
  });

  it('knows a key in base64, with and without a colon, padded or not, and as URLs and JSON have it', () => {
    const key = 'sk_test_a+b/"c';
    const of = createRedact({ ...target, key });
    const base64 = (text: string, encoding: BufferEncoding) => Buffer.from(text).toString(encoding);
    expect(of(base64(key, 'base64'))).toBe('base64($KEY)');
    expect(of(`token=${base64(key, 'base64url')}.`)).toBe('token=base64($KEY).');
    expect(of(base64(`${key}:`, 'base64'))).toBe('base64($KEY:)');
    expect(of(`?key=${encodeURIComponent(key)}&a=${encodeURIComponent(key).toLowerCase()}`)).toBe('?key=$KEY&a=$KEY');
    expect(of(JSON.stringify({ key }))).toBe('{"key":"$KEY"}');
    expect(of(`Basic ${base64(`user:${key}`, 'base64')}`)).toBe('Basic base64(user:$KEY)');
  });

  it.each(['k', 'key', 'test'])('takes the short key %s out of credentials, and blackens nothing else', (key) => {
    const of = createRedact({ ...target, key });
    const text = '{"key":"test","k":"a k of test-key", "error": "Basic authentication needs a key: test"}';
    expect(of(text)).toBe(text);
    expect(of(`Bearer ${key}`)).toBe('Bearer $KEY');
    expect(of(`Basic ${Buffer.from(`${key}:`).toString('base64')}`)).toBe('Basic base64($KEY:)');
    expect(of(`{"header":"Bearer ${key}"}`)).toBe('{"header":"Bearer $KEY"}');
  });

  it('puts the name of a variable where the value of a header was, also in its header alone where it is short', () => {
    const headers = { 'x-gate': 'open', 'X-Token': 'a long/token', Accept: 'application/json' };
    const of = createRedact({ ...target, headers });
    expect(of('open', 'X-Gate')).toBe('$HEADER_X_GATE');
    expect(of('open the gate', 'X-Gate')).toBe('open the gate');
    expect(of('a long/token', 'X-Token')).toBe('$HEADER_X_TOKEN');
    expect(of('a%20long%2Ftoken and a long/token1')).toBe('$HEADER_X_TOKEN and $' + '{HEADER_X_TOKEN}1');
    expect(of(Buffer.from('a long/token').toString('base64'))).toBe('base64($HEADER_X_TOKEN)');
    expect(of('application/json', 'Accept')).toBe('application/json');
  });

  it('takes every client secret out, and leaves the intent to be seen', () => {
    expect(redact('{"client_secret" : "anything", "a": "pi_1_secret_abc", "b": 1}')).toBe(
      '{"client_secret" : "REDACTED", "a": "pi_1_secret_REDACTED", "b": 1}',
    );
  });

  it('leaves everything else as it is', () => {
    const text = 'sk_test_wrong, ch_test_reference, {"client_secret":null}, $1 $& \\d';
    expect(redact(text)).toBe(text);
    expect(createRedact({ ...target, key: '', otherKey: '' })('any text')).toBe('any text');
  });

  it('reaches every part of an exchange', () => {
    const exchange: Exchange = {
      request: {
        method: 'POST',
        path: '/v1/payment_intents/sk_test_mine/cancel?client_secret=pi_1_secret_abc',
        headers: {
          Authorization: `Basic ${Buffer.from('sk_test_mine:').toString('base64')}`,
          'Idempotency-Key': 'pk_test_mine',
        },
        body: 'key=sk_test_mine_too',
      },
      answer: {
        status: 401,
        headers: { 'www-authenticate': 'realm=sk_live_(1+1)' },
        text: '{"message":"no such key: sk_test_mine","client_secret":"pi_1_secret_abc"}',
        json: { message: 'no such key: sk_test_mine', client_secret: 'pi_1_secret_abc' },
      },
      startedAt: 1,
      durationMs: 2,
    };
    const shown = redactExchange(exchange, redact);
    expect(JSON.stringify(shown)).not.toMatch(secrets);
    expect(shown).toEqual({
      request: {
        method: 'POST',
        path: '/v1/payment_intents/$KEY/cancel?client_secret=pi_1_secret_REDACTED',
        headers: { Authorization: 'Basic base64($KEY:)', 'Idempotency-Key': '$PUBLISHABLE_KEY' },
        body: 'key=$OTHER_KEY',
      },
      answer: {
        status: 401,
        headers: { 'www-authenticate': 'realm=$LIVE_KEY' },
        text: '{"message":"no such key: $KEY","client_secret":"REDACTED"}',
        json: { message: 'no such key: $KEY', client_secret: 'REDACTED' },
      },
      startedAt: 1,
      durationMs: 2,
    });
  });

  it('finds keys in bytes, and changes no other byte', () => {
    const body = Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from('sk_test_mine'), Buffer.from([128])]);
    const answer = { status: 200, headers: {}, text: '', json: undefined };
    const request = { method: 'POST', path: '/', headers: {}, body };
    const shown = redactExchange({ request, answer, startedAt: 0, durationMs: 0 }, redact).request.body;
    expect(shown).toEqual(Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from('$KEY'), Buffer.from([128])]));
  });
});
