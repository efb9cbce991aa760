import { expect, it } from 'vitest';
import { chargefyChecks } from '../../../src/conformance/checks/chargefy/checks.js';
import { verify } from '../../../src/conformance/run/verify.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import { type Reference, startReference } from '../../support/reference.js';

/** The reference server as a target. Its clock runs. */
function targetOf(reference: Reference): Target {
  Object.defineProperty(reference, 'now', { get: () => Math.floor(Date.now() / 1000) });
  return {
    url: reference.url,
    key: 'ch_test_reference',
    otherKey: 'ch_test_other',
    liveKey: 'ch_live_reference',
    arrange: arrangeByFixtures(reference.url),
  };
}

it('the reference server does everything that Chargefy’s checks ask for', async () => {
  const { results } = await verify('chargefy', targetOf(await startReference('chargefy')));

  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(results.map(({ check }) => check)).toEqual(chargefyChecks);
});

it('the ids of Chargefy’s checks are for ever', () => {
  expect(chargefyChecks.map(({ level, id }) => `${level} ${id}`)).toMatchInlineSnapshot(`
    [
      "MUST chargefy/cancel/requires-payment-method",
      "MUST chargefy/cancel/requires-confirmation",
      "MUST chargefy/cancel/requires-capture",
      "SHOULD chargefy/cancel/processing",
      "SHOULD chargefy/cancel/pending",
      "SHOULD chargefy/cancel/requires-action",
      "MUST chargefy/retrieve/found",
      "MUST chargefy/retrieve/complete-object",
      "SHOULD chargefy/retrieve/test-mode",
      "MUST chargefy/retrieve/canceled",
      "MUST chargefy/cancel/complete-object",
      "MUST chargefy/cancel/same-id",
      "MUST chargefy/cancel/canceled-at-form",
      "MUST chargefy/cancel/canceled-at-time",
      "SHOULD chargefy/cancel/updated-at",
      "SHOULD chargefy/retrieve/equals-answer",
      "MUST chargefy/reason/duplicate",
      "MUST chargefy/reason/fraudulent",
      "MUST chargefy/reason/requested-by-customer",
      "MUST chargefy/reason/abandoned",
      "MUST chargefy/reason/echoed",
      "SHOULD chargefy/reason/absent",
      "SHOULD chargefy/reason/null",
      "SHOULD chargefy/reason/unknown-value",
      "SHOULD chargefy/reason/empty",
      "SHOULD chargefy/reason/wrong-type",
      "SHOULD chargefy/effect/hold-released",
      "SHOULD chargefy/effect/amount-received",
      "SHOULD chargefy/effect/next-action-cleared",
      "SHOULD chargefy/effect/all-else-unchanged",
      "SHOULD chargefy/effect/belongings-kept",
      "MUST chargefy/cancel/already-canceled",
      "MUST chargefy/cancel/already-canceled-untouched",
      "MUST chargefy/cancel/already-succeeded",
      "MUST chargefy/cancel/already-succeeded-untouched",
      "SHOULD chargefy/cancel/conflict-is-final",
      "MUST chargefy/race/one-cancel-wins",
      "MUST chargefy/cancel/unknown-id",
      "SHOULD chargefy/retrieve/unknown-id",
      "SHOULD chargefy/id/near-miss",
      "SHOULD chargefy/id/encoded-slash",
      "SHOULD chargefy/id/control-characters",
      "SHOULD chargefy/id/malformed-encoding",
      "SHOULD chargefy/id/injection",
      "SHOULD chargefy/id/very-long",
      "MUST chargefy/authentication/bad-key",
      "SHOULD chargefy/authentication/no-key",
      "SHOULD chargefy/authentication/other-scheme",
      "SHOULD chargefy/authentication/nothing-canceled",
      "SHOULD chargefy/authentication/retrieve",
      "MUST chargefy/organization/cancel",
      "SHOULD chargefy/organization/retrieve",
      "MUST chargefy/organization/nothing-canceled",
      "SHOULD chargefy/mode/cancel",
      "SHOULD chargefy/mode/retrieve",
      "SHOULD chargefy/mode/nothing-canceled",
      "SHOULD chargefy/body/empty",
      "SHOULD chargefy/body/empty-object",
      "SHOULD chargefy/body/malformed-json",
      "SHOULD chargefy/body/not-an-object",
      "SHOULD chargefy/body/wrong-content-type",
      "SHOULD chargefy/body/oversize",
      "SHOULD chargefy/request/only-post-cancels",
      "SHOULD chargefy/request/idempotency-key",
      "SHOULD chargefy/error/envelope",
      "SHOULD chargefy/error/content-type",
      "SHOULD chargefy/cancel/refusal-changes-nothing",
      "SHOULD chargefy/cancel/generated-requests",
    ]
  `);
});
