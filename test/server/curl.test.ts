import { beforeEach, describe, expect, it } from 'vitest';
import { spoken } from '../support/calls.js';
import { curl, hasCurl } from '../support/curl.js';
import { arrange, shareReference } from '../support/reference.js';

describe.skipIf(!hasCurl)('curl', () => {
  const server = shareReference('stripe');
  const user = ['-u', `${spoken.stripe.key}:`];
  let id: string;
  let url: string;

  beforeEach(async () => {
    ({ id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' }));
    url = `${server().url}/v1/payment_intents/${id}`;
  });

  const charge = { object: 'charge', captured: false };
  const customer = { object: 'customer', id: 'cus_1' };

  it.each([
    ['without an index', ['-d', 'expand[]=latest_charge', '-d', 'expand[]=customer']],
    ['with indices', ['-d', 'expand[0]=latest_charge', '-d', 'expand[1]=customer']],
    ['with indices from behind', ['-d', 'expand[1]=latest_charge', '-d', 'expand[0]=customer']],
    [
      'with curl encoding the value',
      ['--data-urlencode', 'expand[]=latest_charge', '--data-urlencode', 'expand[]=customer'],
    ],
    ['with encoded brackets', ['-d', 'expand%5B%5D=latest_charge', '-d', 'expand%5B%5D=customer']],
    ['with indices in encoded brackets', ['-d', 'expand%5b0%5d=latest_charge', '-d', 'expand%5b1%5d=customer']],
    ['with indices in brackets of either case', ['-d', 'expand%5B0%5d=latest_charge', '-d', 'expand%5b1]=customer']],
    ['in one piece', ['-d', 'expand[]=latest_charge&expand%5B%5D=customer']],
    ['raw', ['--data-raw', 'expand[]=latest_charge&expand[]=customer']],
    ['with encoded values', ['-d', 'expand[]=latest%5Fcharge', '-d', 'expand[]=%63ustomer']],
  ])('cancels with an array %s', async (_, data) => {
    const answer = await curl(`${url}/cancel`, ...user, ...data);

    expect(answer).toMatchObject({ status: 200, body: { id, status: 'canceled', latest_charge: charge, customer } });
  });

  it.each(['latest_charge', 'customer'])('gets an object only for what it names: %s', async (named) => {
    const { body } = await curl(`${url}/cancel`, ...user, '-d', `expand[]=${named}`);

    const expanded = ['latest_charge', 'customer'].filter((member) => typeof body[member] === 'object');
    expect(expanded).toEqual([named]);
  });

  it('is refused what is no array', async () => {
    const answer = await curl(`${url}/cancel`, ...user, '-d', 'expand=latest_charge');

    expect(answer).toMatchObject({ status: 400, body: { error: { param: 'expand', message: 'Invalid array' } } });
    expect((await curl(url, ...user)).body.status).toBe('requires_capture');
  });

  it.each([
    ['with -G and -d', () => [url, '-G', '-d', 'expand[]=latest_charge', '-d', 'expand[]=customer']],
    [
      'with -G, --globoff and indices',
      () => ['--globoff', url, '-G', '-d', 'expand[0]=latest_charge&expand[1]=customer'],
    ],
    [
      'with -G and encoded brackets',
      () => [url, '-G', '-d', 'expand%5B%5D=latest_charge', '-d', 'expand%5b%5d=customer'],
    ],
    [
      'with -G and --data-urlencode',
      () => [url, '-G', '--data-urlencode', 'expand[]=latest_charge', '-d', 'expand[]=customer'],
    ],
    ['in the address with --globoff', () => ['--globoff', `${url}?expand[]=latest_charge&expand[]=customer`]],
    ['in the address, encoded', () => [`${url}?expand%5B0%5D=latest_charge&expand%5B1%5D=customer`]],
  ])('retrieves with an array %s', async (_, options) => {
    const answer = await curl(...user, ...options());

    expect(answer).toMatchObject({
      status: 200,
      body: { id, status: 'requires_capture', latest_charge: charge, customer },
    });
  });

  it.each([
    ['as the user', ['-u', `${spoken.stripe.key}:`]],
    ['as the user, with a password', ['-u', `${spoken.stripe.key}:ignored`]],
    ['as a bearer', ['--oauth2-bearer', spoken.stripe.key]],
    ['in a header', ['-H', `authorization: Bearer ${spoken.stripe.key}`]],
  ])('cancels with -X POST, no body and no content type, the key %s', async (_, credentials) => {
    const answer = await curl('-X', 'POST', `${url}/cancel`, ...credentials);

    expect(answer).toMatchObject({
      status: 200,
      body: { id, status: 'canceled', cancellation_reason: null, latest_charge: expect.stringMatching(/^ch_/) },
    });
  });

  it.each([
    ['no body', ['-X', 'POST']],
    ['an empty body', ['-d', '']],
    ['no body but its content type', ['-X', 'POST', '-H', 'Content-Type: application/x-www-form-urlencoded']],
  ])('cancels with parameters in the address and %s', async (_, body) => {
    const query = 'cancellation_reason=abandoned&expand[]=latest_charge&expand%5B%5D=customer';

    const answer = await curl('--globoff', `${url}/cancel?${query}`, ...user, ...body);

    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'canceled', cancellation_reason: 'abandoned', latest_charge: charge, customer },
    });
  });

  it('cancels with parameters in the address and others in the body', async () => {
    const answer = await curl('-g', `${url}/cancel?expand[]=customer`, ...user, '-d', 'cancellation_reason=duplicate');

    expect(answer).toMatchObject({ status: 200, body: { cancellation_reason: 'duplicate', customer } });
  });

  it('has the same answer again for the same key', async () => {
    const options = [`${url}/cancel`, ...user, '-H', `Idempotency-Key: ${id}`, '-d', 'expand[]=latest_charge'];

    const first = await curl(...options);

    expect(first).toMatchObject({ status: 200, body: { status: 'canceled', latest_charge: charge } });
    expect(await curl(...options)).toEqual(first);
    expect((await curl(`${url}/cancel`, ...user, '-d', '')).status).toBe(400);
  });
});
