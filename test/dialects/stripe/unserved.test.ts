import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractFor } from '../../../src/contract/contracts.js';
import { intentOperations, isUnserved, resources, unservedParameters } from '../../../src/dialects/stripe/unserved.js';
import { call, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';

const folder = join(dirname(createRequire(import.meta.url).resolve('stripe')), '../esm/resources');
const { operations } = contractFor('stripe');

describe('what the reference server says that it does not serve', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const requests = [...sources.matchAll(/_makeRequest\('([A-Z]+)', ['`](\/v[12]\/[^'`]*)['`]/g)].map(
    ([, method = '', path = '']) => ({ method, path: path.replaceAll(/\$\{encodeURIComponent\(\w+\)\}/g, '{intent}') }),
  );
  const isOfIntents = ({ path }: { path: string }) => /^\/v1\/payment_intents(\/|$)/.test(path);

  it('is all that the official SDK asks for and the document does not describe', () => {
    expect(requests.length).toBeGreaterThan(500);
    const served = operations.map(({ method, path }) => `${method} ${path}`);
    const ofIntents = requests.filter(isOfIntents).map(({ method, path }) => `${method} ${path}`);
    expect([...intentOperations].sort()).toEqual(ofIntents.filter((each) => !served.includes(each)).sort());

    const others = requests.filter((request) => !isOfIntents(request)).map(({ path }) => path.split('/'));
    for (const version of ['v1', 'v2']) {
      const names = others.filter(([, of]) => of === version).map(([, , resource = '']) => resource);
      expect([...(resources.get(version) ?? [])]).toEqual([...new Set(names)].sort());
    }
  });

  it('leaves no request of the SDK to a 404', () => {
    const served = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{intent}')}`);
    const lost = requests.filter(
      ({ method, path }) => !served.includes(`${method} ${path}`) && !isUnserved(method, path),
    );
    expect(lost).toEqual([]);
  });

  /** What the SDK has no more, or has never had: `payment_method_types` goes with version 2026-09-30. */
  const beyondTheSdk: Readonly<Record<string, readonly string[]>> = {
    createPaymentIntent: ['payment_method_types'],
    updatePaymentIntent: ['payment_method_types'],
    confirmPaymentIntent: ['payment_method_types'],
  };

  it.each(operations.filter(({ path }) => path.startsWith('/v1/payment_intents')))(
    'has the parameters of $id that the official SDK has besides',
    ({ id, requestBody, parameters }) => {
      const types = readFileSync(join(folder, 'PaymentIntents.d.ts'), 'utf8');
      const verb = id.replace(/PaymentIntents?/, '').replace(/^./, (letter) => letter.toUpperCase());
      const name = `PaymentIntent${verb}Params`;
      const [, members = ''] =
        new RegExp(`^export interface ${name} (?:extends \\w+ )?\\{\\n(.*?)^\\}`, 'ms').exec(types) ?? [];
      const ofVendor = [...members.matchAll(/^ {4}(\w+)\??:/gm)].map(([, member]) => member);
      const described = [
        ...(requestBody?.properties ?? []),
        ...parameters.query.map((parameter) => parameter.name),
      ].filter((parameter) => !beyondTheSdk[id]?.includes(parameter));
      // A page's limits and cursors stand in a type of their own.
      const paged = id === 'listPaymentIntents' ? ['created', 'ending_before', 'limit', 'starting_after'] : [];

      expect(ofVendor).toContain('expand');
      expect([...described, ...(unservedParameters[id] ?? [])].sort()).toEqual(
        [...new Set([...ofVendor, ...paged])].sort(),
      );
    },
  );
});

describe('a route of the vendor that is not served', () => {
  const server = shareReference('stripe');

  const expectUnserved = async (method: string, target: string, key?: null) => {
    const answer = await call(server(), target, { method, ...(key === null && { key }) });
    const [path] = target.split('?');
    expect(answer.status).toBe(501);
    expect(answer.headers.get('stripe-should-retry')).toBe('false');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
    expect(answer.body).toEqual({
      error: {
        message: `The reference server of payment-intent-contract does not serve ${method} ${path}; it serves the cancel of a PaymentIntent and what leads to it.`,
        type: 'api_error',
      },
    });
  };

  it.each([
    ['GET', '/v1/payment_intents/search'],
    ['GET', '/v1/payment_intents/search?query=status:%27canceled%27'],
    ['POST', '/v1/refunds'],
    ['GET', '/v1/refunds/re_1'],
    ['GET', '/v1/customers/cus_1'],
    ['GET', '/v1/charges'],
    ['POST', '/v1/charges/ch_1/capture'],
    ['POST', '/v1/checkout/sessions'],
    ['POST', '/v1/checkout/sessions/cs_1'],
    ['DELETE', '/v1/customers/cus_1'],
    ['GET', '/v1/balance'],
    ['POST', '/v1/test_helpers/test_clocks'],
    ['GET', '/v2/core/events/evt_1'],
  ])('is a 501 that names the reference server: %s %s', (method, target) => expectUnserved(method, target));

  it.each(['/apply_customer_balance', '/verify_microdeposits'])(
    'is a 501 for an intent that exists, and changes nothing: POST …%s',
    async (suffix) => {
      const intent = await arrange(server(), { status: 'requires_capture' });
      await expectUnserved('POST', `/v1/payment_intents/${intent.id}${suffix}`);
      await expectUnserved('POST', `/v1/payment_intents/pi_nope${suffix}`);
      expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    },
  );

  it('is a 501 for the line items of an intent', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    await expectUnserved('GET', `/v1/payment_intents/${id}/amount_details_line_items`);
  });

  it('needs no key to be one', () => expectUnserved('GET', '/v1/payment_intents/search', null));
});
