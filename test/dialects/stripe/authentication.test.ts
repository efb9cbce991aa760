import { describe, expect, it } from 'vitest';
import { type CallOptions, cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

interface Row {
  readonly title: string;
  readonly request: CallOptions;
  readonly status: 401 | 403;
  readonly error: object;
}

const rows: Row[] = [
  {
    title: 'no key',
    request: { key: null },
    status: 401,
    error: {
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    },
  },
  {
    title: 'an unknown key, of which the answer repeats the prefix and the last four characters only',
    request: { key: 'sk_test_abcd1234' },
    status: 401,
    error: { message: 'Invalid API Key provided: sk_test_****1234' },
  },
  {
    title: 'an expired key',
    request: { key: 'rk_test_expired' },
    status: 401,
    error: coded('api_key_expired', 'Expired API Key provided: rk_test_***ired'),
  },
  {
    title: 'a publishable key',
    request: { key: 'pk_test_reference' },
    status: 403,
    error: coded(
      'secret_key_required',
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    ),
  },
  {
    title: 'an account that the key does not reach',
    request: { headers: { 'Stripe-Account': 'acct_x' } },
    status: 403,
    error: coded(
      'account_invalid',
      "The provided key 'sk_test_*****ence' does not have access to account 'acct_x' (or that account does not exist). Application access may have been revoked.",
    ),
  },
];

const restricted: Row = {
  title: 'a restricted key that may only read',
  request: { key: 'rk_test_readonly' },
  status: 403,
  error: {
    message:
      "Permission denied. The provided key 'rk_test_****only' does not have the required permissions for this endpoint on account 'acct_reference'. Enabling \"PaymentIntents Write\" ('payment_intent_write') permissions on this key would allow this request to continue.",
  },
};

describe('authentication', () => {
  const server = shareReference('stripe');

  it.each([...rows, restricted])('keeps from cancel $title', async ({ request, status, error }) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, request);

    expect(answer.status).toBe(status);
    expectStripeError(answer, error, status === 401 ? null : 'test');
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="Stripe"' : null);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(rows)('keeps from retrieve $title', async ({ request, status, error }) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await retrieve(server(), id, '', request);

    expect(answer.status).toBe(status);
    expectStripeError(answer, error, status === 401 ? null : 'test');
  });

  it('lets a restricted key that may only read retrieve', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    expect(await retrieve(server(), intent.id, '', { key: 'rk_test_readonly' })).toMatchObject({ body: intent });
  });

  it.each([
    ['no password', 'sk_test_reference:'],
    ['a password, which is ignored', 'sk_test_reference:secret:word'],
  ])('takes the key as the user name of Basic with %s', async (_what, credentials) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const Authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;

    expect(await cancel(server(), id, { key: null, headers: { Authorization } })).toMatchObject({ status: 200 });
  });

  it('takes the name of the scheme in any case', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const headers = { Authorization: 'bEARER sk_test_reference' };

    expect(await cancel(server(), id, { key: null, headers })).toMatchObject({ status: 200 });
  });
});
