import { expect, it } from 'vitest';
import { arrangeByFixtures } from '../../../../src/conformance/target/arrange/fixtures.js';
import { Unarranged } from '../../../../src/conformance/target/Target.js';

it.each([
  ['stripe', 'try --arrange api (arrangeByApi)'],
  ['chargefy', 'use another --arrange'],
] as const)('a server of %s without fixtures is told of another way', async (dialect, hint) => {
  const arrange = arrangeByFixtures('http://target.invalid', async () => new Response('{}', { status: 404 }));
  const wanted = { dialect, status: 'succeeded', key: 'key', options: {}, fetch, signal: new AbortController().signal };
  await expect(arrange(wanted)).rejects.toThrow(
    new Unarranged(`POST /_fixtures/payment_intents answered 404, so no intent could be made; ${hint}`),
  );
});
