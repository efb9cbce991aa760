import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../src/dialects/stripe/form.js';
import { cancel, retrieve, spoken } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectStripeError } from '../../support/stripeError.js';

const notAForm =
  'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.';

describe('the form body of cancel', () => {
  const server = shareReference('stripe');

  it.each([
    'expand[]=latest_charge&expand[]=customer',
    'expand[0]=latest_charge&expand[1]=customer',
    'expand%5B%5D=latest_charge&expand%5B%5D=customer',
    'expand%5b0%5d=latest_charge&expand%5B1%5D=customer',
    'expand[3]=customer&expand[9]=latest_charge',
    'expand[]=latest_charge&expand[]=customer&expand[]=customer',
    '&expand[]=latest%5Fcharge&&expand[]=customer&',
  ])('expands, written %s', async (body) => {
    const { id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    expect((await cancel(server(), id, { body })).body).toMatchObject({
      status: 'canceled',
      latest_charge: { object: 'charge' },
      customer: { object: 'customer' },
    });
  });

  it.each([
    'cancellation_reason=requested_by_customer',
    'cancellation_reason=requested%5Fby%5Fcustomer',
    'cancellation%5Freason=requested_by_customer',
    'cancellation_reason=duplicate&cancellation_reason=requested_by_customer',
    'cancellation_reason=nope&expand[]=customer&cancellation_reason=requested_by_customer',
  ])('counts the last of a name that comes twice, and decodes names and values: %s', async (body) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const reason = 'requested_by_customer';

    expect((await cancel(server(), id, { body })).body).toMatchObject({ cancellation_reason: reason });
  });

  it.each([
    'application/x-www-form-urlencoded; charset=utf-8',
    'application/x-www-form-urlencoded;charset="UTF-8"',
    'Application/X-WWW-Form-UrlEncoded',
    'application/x-www-form-urlencoded; boundary=x',
  ])('may say that it is %s', async (type) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const { body } = await cancel(server(), id, {
      body: 'cancellation_reason=duplicate',
      headers: { 'Content-Type': type },
    });

    expect(body).toMatchObject({ status: 'canceled', cancellation_reason: 'duplicate' });
  });

  it.each([
    ['application/json', '{"cancellation_reason":"duplicate"}'],
    ['application/json', 'cancellation_reason=duplicate'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="cancellation_reason"\r\n\r\nduplicate\r\n--x--',
    ],
    ['text/plain', 'cancellation_reason=duplicate'],
    ['application/x-www-form-urlencoded; charset=latin1', 'cancellation_reason=duplicate'],
    ['application/x-www-form-urlencodedx', 'cancellation_reason=duplicate'],
    ['', 'cancellation_reason=duplicate'],
  ])('is nothing else, not even %s', async (type, body) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { body, headers: { 'Content-Type': type } });

    expect(answer.status).toBe(400);
    expectStripeError(answer, { message: notAForm });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is not read when it is compressed', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const response = await fetch(`${server().url}/v1/payment_intents/${intent.id}/cancel`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${spoken.stripe.key}`,
        'Content-Type': spoken.stripe.mediaType,
        'Content-Encoding': 'gzip',
      },
      body: gzipSync('cancellation_reason=duplicate'),
    });

    const { status, headers } = response;
    const answer = { status, headers, body: (await response.json()) as Record<string, unknown> };
    expect(status).toBe(400);
    expectStripeError(answer, { message: 'Invalid request: its Content-Encoding is not supported.' });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });
});

describe('a form without brackets', () => {
  const type = 'application/x-www-form-urlencoded';
  const parameters = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), { maxLength: 6 });
  const written = parameters.map((pairs) => pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&'));

  it('is read like one that also has some', () => {
    fc.assert(
      fc.property(written, (text) => {
        fc.pre(!/%5[BD]|(^|&)(__proto__)?(=|$|&)/i.test(text));

        const { value } = readForm(Buffer.from(text), type, type) as { value: object };

        expect({ ...value, other: ['1'] }).toEqual({
          ...(readForm(Buffer.from(`${text}&other[]=1`), type, type) as { value: object }).value,
        });
      }),
    );
  });

  it.each([1000, 1001])('may have a thousand parameters: %i', (count) => {
    const text = Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');

    expect('value' in readForm(Buffer.from(text), type, type)).toBe(count <= 1000);
  });
});

describe('no body', () => {
  const server = shareReference('stripe');

  it.each([
    'application/x-www-form-urlencoded',
    'application/json',
    'multipart/form-data; boundary=x',
    'text/plain; charset=latin1',
    'nonsense',
    '',
  ])('is accepted with any content type: %j', async (type) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const { status, body } = await cancel(server(), id, { body: '', headers: { 'Content-Type': type } });

    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'canceled', cancellation_reason: null } });
  });

  it('is the same as a body of separators only', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    expect(await cancel(server(), id, { body: '&&' })).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });
});
