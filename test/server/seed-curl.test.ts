import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openConnection, requestBytes } from '../support/connection.js';
import { hasCurl } from '../support/curl.js';
import { arrange, type Reference, startReference } from '../support/reference.js';

/** The commands on the vendors' pages, to the letter. */
const stripeCurl = String.raw`curl -X POST https://api.stripe.com/v1/payment_intents/{{PAYMENT_INTENT_ID}}/cancel \
  -u "<<YOUR_SECRET_KEY>>"`;
const chargefyCurl = String.raw`curl -X POST "https://api.chargefy.io/v1/payment-intents/pi_123/cancel" \
    -H "Authorization: Bearer {{API_KEY}}"`;

const seeds = [
  {
    dialect: 'stripe',
    key: 'sk_test_reference',
    command: stripeCurl,
    placeholders: { 'https://api.stripe.com': 'url', '{{PAYMENT_INTENT_ID}}': 'id', '<<YOUR_SECRET_KEY>>': 'key' },
    path: '/v1/payment_intents/pi_123/cancel',
    authorization: `Basic ${Buffer.from('sk_test_reference:').toString('base64')}`,
  },
  {
    dialect: 'chargefy',
    key: 'ch_test_reference',
    command: chargefyCurl,
    placeholders: { 'https://api.chargefy.io': 'url', '{{API_KEY}}': 'key' },
    path: '/v1/payment-intents/pi_123/cancel',
    authorization: 'Bearer ch_test_reference',
  },
] as const;

const canceled = { object: 'payment_intent', id: 'pi_123', status: 'canceled', cancellation_reason: null };

describe.each(seeds)('the curl command of $dialect', ({ dialect, key, command, placeholders, path, authorization }) => {
  const fill = ({ url }: Reference) =>
    Object.entries(placeholders).reduce(
      (filled, [placeholder, value]) => filled.replace(placeholder, { url, key, id: 'pi_123' }[value]),
      command,
    );

  it.skipIf(!hasCurl)('cancels, run as it stands on the page', async () => {
    const reference = await startReference(dialect);
    await arrange(reference, { id: 'pi_123', status: 'requires_capture' });

    const { output, code } = await run(fill(reference));

    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ ...canceled, amount_capturable: 0 });
    expect(reference.logged.at(-1)).toMatchObject({ operation: 'cancelPaymentIntent', status: 200 });
  });

  it.skipIf(!hasCurl)('run again, is refused in the words of the dialect', async () => {
    const reference = await startReference(dialect);
    await arrange(reference, { id: 'pi_123', status: 'requires_capture' });
    await run(fill(reference));

    const { output } = await run(fill(reference));

    expect(JSON.parse(output)).toMatchObject({
      error: {
        type: 'invalid_request_error',
        code: dialect === 'stripe' ? 'payment_intent_unexpected_state' : 'resource_state_conflict',
      },
    });
  });

  it('cancels, sent byte for byte: no body, no Content-Type, no Content-Length', async () => {
    const reference = await startReference(dialect);
    await arrange(reference, { id: 'pi_123', status: 'requires_capture' });

    const headers = {
      Host: new URL(reference.url).host,
      Authorization: authorization,
      'User-Agent': 'curl/8.5.0',
      Accept: '*/*',
    };
    const connection = await openConnection(reference);
    connection.send(requestBytes('POST', path, headers));
    const answer = await connection.answer('POST');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('application/json');
    expect(JSON.parse(answer.body)).toMatchObject({ ...canceled, amount_capturable: 0 });
  });
});

/**
 * Runs a command line in a shell without a terminal, where curl takes the password that it would ask for as empty,
 * and without the settings of whoever runs the tests.
 */
async function run(command: string): Promise<{ output: string; code: number | null }> {
  const child = spawn('sh', ['-c', command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH },
  });
  const exit = new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject));
  return { output: await text(child.stdout), code: await exit };
}
