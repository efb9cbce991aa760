import { expect, it, onTestFinished } from 'vitest';
import { suites } from '../../../src/conformance/checks/suites.js';
import { conclude } from '../../../src/conformance/run/conclude.js';
import { verify } from '../../../src/conformance/run/verify.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import { type DialectName, dialectNames } from '../../../src/contract/dialect.js';
import type { Reference } from '../../../src/reference/Reference.js';
import { startReference } from '../../../src/reference/startReference.js';
import { receiverFor, webhookSecrets } from '../../support/webhooks.js';

const ofWebhooks = (id: string) => /\/webhooks\//.test(id);

async function started(dialect: DialectName): Promise<{ reference: Reference<DialectName>; target: Target }> {
  const reference: Reference<DialectName> = await startReference(dialect);
  onTestFinished(() => reference.close());
  const url = await reference.listen();
  return { reference, target: { url, key: reference.keys.secret, arrange: arrangeByFixtures(url) } };
}

it.each(dialectNames)('the reference of %s delivers as the checks of webhooks ask for, to a port', async (dialect) => {
  const { reference, target } = await started(dialect);
  const webhooks = receiverFor(dialect);
  onTestFinished(() => webhooks.close());
  await reference.webhooks.add(await webhooks.listen(), { secret: webhookSecrets[dialect] });

  const { results } = await verify(dialect, { ...target, webhooks }, { select: ofWebhooks });

  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(results.map(({ check }) => check.id)).toEqual(suites[dialect].checks.map(({ id }) => id).filter(ofWebhooks));
});

it.each(dialectNames)('the reference of %s delivers as the checks of webhooks ask for, in process', async (dialect) => {
  const { reference, target } = await started(dialect);
  const webhooks = receiverFor(dialect, (event) => reference.events.redeliver(event));
  await reference.webhooks.add(webhooks.receive, { secret: webhookSecrets[dialect] });

  const { results } = await verify(dialect, { ...target, webhooks }, { select: ofWebhooks });

  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

it.each(dialectNames)('a target of %s needs no exception when the kit receives no webhooks', async (dialect) => {
  const { target } = await started(dialect);
  const select = (id: string) => ofWebhooks(id) || id.endsWith('/cancel/requires-payment-method');

  const { results } = await verify(dialect, target, { select });

  const unjudged = results.filter(({ verdict }) => verdict !== 'pass');
  expect(unjudged.map(({ check }) => check.id)).toEqual(suites[dialect].checks.map(({ id }) => id).filter(ofWebhooks));
  for (const { verdict, notServed, reason } of unjudged) {
    expect({ verdict, notServed, reason }).toEqual({
      verdict: 'unarranged',
      notServed: true,
      reason: 'webhooks are not judged: give --webhook-listen and --webhook-secret (webhooks)',
    });
  }
  expect(conclude(results)).toMatchObject({ outcome: 'conformant', help: [], entries: {} });
});

it.each(dialectNames)(
  'a target of %s that delivers nothing is found out once, and the rest is not judged',
  async (dialect) => {
    const { target } = await started(dialect);
    const webhooks = { ...receiverFor(dialect), timeoutMs: 100 };

    const { results } = await verify(dialect, { ...target, webhooks }, { select: ofWebhooks, strict: true });

    const [first, ...others] = results;
    expect(first).toMatchObject({ check: { id: `${dialect}/webhooks/canceled` }, actual: 'none in time' });
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['blocked']));
  },
);

it.each(dialectNames)(
  'a signature of another secret than the kit has is found, with what to look at: %s',
  async (dialect) => {
    const { reference, target } = await started(dialect);
    const webhooks = receiverFor(dialect);
    const other = { stripe: 'whsec_other', chargefy: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
    await reference.webhooks.add(webhooks.receive, { secret: other[dialect] });

    const select = (id: string) => id === `${dialect}/webhooks/signature`;
    const { results } = await verify(dialect, { ...target, webhooks }, { select });

    expect(results.at(-1)).toMatchObject({
      check: { id: `${dialect}/webhooks/signature` },
      actual: 'another; is --webhook-secret (webhooks.secret) the one that the server signs with?',
    });
  },
);
