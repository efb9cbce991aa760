import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { nodePackages, nodes, type PackedProject, packedProject } from '../support/packed.js';
import { codeBelow } from '../support/readme.js';
import { deadAddress } from '../support/serving.js';

const [test = ''] = codeBelow('Test it');
const [call = ''] = codeBelow('Call it');
const [inJest = '', inNodeTest = ''] = codeBelow('Runners');
const [withMsw = ''] = codeBelow('Behind MSW');
const [nodeImports = '', nodeLine = ''] = inNodeTest.split('// …\n');

const inPlaywright = codeBelow('Playwright');
const [kit = ''] = codeBelow('As tests of your own');

/** Puts a text in the place of another, which has to be there. */
function replaced(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new Error(`The README's test has nothing like ${pattern}.`);
  return text.replace(pattern, () => replacement);
}

let project: PackedProject;

beforeAll(() => {
  project = packedProject({}, ['vitest', 'jest@30', 'stripe', 'msw', '@playwright/test@1', ...nodePackages]);
}, 300_000);

afterAll(() => project.remove(), 120_000);

describe.each(nodes)("the README's test on Node %s", { timeout: 60_000 }, (node) => {
  const on = (...args: [file: string, ...args: string[]]) => project.on(node).run(...args);

  it('runs in vitest as it is', async () => {
    project.write('lost.test.ts', test);

    expect(await on('npx', '--no-install', 'vitest', 'run', 'lost.test.ts')).toMatch(/Tests +1 passed/);
  });

  it('runs in jest with its default configuration', async () => {
    project.write('lost.test.js', replaced(test, /^(?:import .*\n)+/, inJest));

    await on('npx', '--no-install', 'jest', '--json', '--outputFile', 'jest.json', 'lost.test.js');

    expect(JSON.parse(await project.run('cat', 'jest.json'))).toMatchObject({ numPassedTests: 1, numTotalTests: 1 });
  });

  it('runs in node:test', async () => {
    const imported = replaced(test, /^import .* from 'vitest';\n/m, nodeImports);
    project.write('lost.mjs', replaced(imported, /^ +expect\(.*\n/m, nodeLine));

    expect(await on('node', '--test', '--test-reporter', 'tap', 'lost.mjs')).toMatch(/^# pass 1$/m);
  });
});

describe('what the pages show', { timeout: 60_000 }, () => {
  it('runs in vitest behind MSW', async () => {
    project.write('unchanged.test.ts', withMsw);

    expect(await project.run('npx', '--no-install', 'vitest', 'run', 'unchanged.test.ts')).toMatch(/Tests +1 passed/);
  });

  it('of a client runs as a program, which cancels', async () => {
    const reference = await startReference('stripe');
    const { id } = await reference.createIntent({ status: 'requires_capture' });
    const url = await reference.listen();
    project.write('call.mjs', replaced(replaced(call, /http:\/\/127\.0\.0\.1:4010/, url), /pi_…/, id));

    expect(await project.run('node', 'call.mjs')).toBe('');
    expect((await reference.intents())[0]).toMatchObject({ id, status: 'canceled' });
    await reference.close();
  });

  it('of the kit runs in vitest, where all is green', async () => {
    const reference = await startReference('stripe');
    const { secret, live, publishable } = reference.keys;
    const pointed = replaced(kit, /http:\/\/127\.0\.0\.1:8080/, await reference.listen());
    const keyed = replaced(replaced(pointed, /sk_live_mine/, live), /pk_test_mine/, publishable);
    project.write('kit.test.ts', replaced(keyed, /sk_test_mine/, secret));

    const output = await project.run('npx', '--no-install', 'vitest', 'run', 'kit.test.ts');
    await reference.close();

    expect(output).toMatch(/Tests +\d{3} passed \(\d{3}\)/);
  });

  it('of Playwright runs there, which starts the server and stops it', async () => {
    const url = await deadAddress();
    const [config = '', spec = ''] = inPlaywright.map((code) => code.replaceAll('4010', new URL(url).port));
    project.write('playwright.config.ts', config);
    project.write('cancel.spec.ts', spec);

    expect(await project.run('npx', '--no-install', 'playwright', 'test', 'cancel.spec.ts')).toMatch(/^ +1 passed/m);
    await expect(fetch(`${url}/_health`)).rejects.toThrow('fetch failed');
  });
});

it('clients and the whole kit run in jest, through the reference', { timeout: 60_000 }, async () => {
  project.write(
    'whole.test.js',
    `const { startReference } = require('payment-intent-contract/reference');
const { conclude, verify } = require('payment-intent-contract/conformance');
const createClient = {
  stripe: require('payment-intent-contract/stripe').createStripeClient,
  chargefy: require('payment-intent-contract/chargefy').createChargefyClient,
};

describe.each(['stripe', 'chargefy'])('%s', (dialect) => {
  let reference;
  beforeAll(async () => {
    reference = await startReference(dialect);
  });
  afterAll(() => reference.close());

  test('is found by its client, which compares answers with the document', async () => {
    const { keys, fetch } = reference;
    const intent = await reference.createIntent({ status: 'canceled' });
    const client = createClient[dialect]({ apiKey: keys.secret, fetch, validateResponses: true });
    reference.faults.add({ on: 'retrievePaymentIntent', answer: { status: 200, body: { ...intent, amount: 'much' } } });

    expect((await client.retrieve(intent.id)).error.kind).toBe('invalid_response');
    expect(await client.retrieve(intent.id)).toMatchObject({ data: { id: intent.id, status: 'canceled' } });
  });

  test('conforms', async () => {
    const { keys, fetch } = reference;
    const arrange = ({ status, key, options }) => reference.createIntent({ status, ...options }, { key });
    const target = { fetch, key: keys.secret, otherKey: keys.other, liveKey: keys.live, publishableKey: keys.publishable, arrange };
    const exceptions = { notJudged: { 'stripe/id/dots': 'no fetch', 'stripe/idempotency/lost-answer': 'no fetch' } };
    expect(conclude((await verify(dialect, target, { seed: 1, exceptions })).results).outcome).toBe('conformant');
  }, 60_000);
});
`,
  );

  await project.run('npx', '--no-install', 'jest', '--json', '--outputFile', 'whole.json', 'whole.test.js');

  expect(JSON.parse(await project.run('cat', 'whole.json'))).toMatchObject({ numPassedTests: 4, numTotalTests: 4 });
});
