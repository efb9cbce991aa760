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

  // Those of webhooks have a test of their own.
  const judged = results.filter(({ check }) => !check.needs.includes('webhooks'));
  expect(judged.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
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
      "MUST chargefy/cancel/without-a-body",
      "MUST chargefy/retrieve/found",
      "MUST chargefy/retrieve/complete-object",
      "SHOULD chargefy/retrieve/test-mode",
      "MUST chargefy/retrieve/canceled",
      "MUST chargefy/retrieve/same-intent",
      "MUST chargefy/cancel/complete-object",
      "MUST chargefy/cancel/same-id",
      "MUST chargefy/cancel/same-intent",
      "MUST chargefy/cancel/canceled-at-form",
      "MUST chargefy/cancel/canceled-at-time",
      "SHOULD chargefy/cancel/updated-at",
      "SHOULD chargefy/retrieve/equals-answer",
      "MUST chargefy/reason/duplicate",
      "MUST chargefy/reason/fraudulent",
      "MUST chargefy/reason/requested-by-customer",
      "MUST chargefy/reason/abandoned",
      "MUST chargefy/reason/echoed",
      "MUST chargefy/reason/absent",
      "SHOULD chargefy/reason/json",
      "SHOULD chargefy/reason/null",
      "SHOULD chargefy/reason/unknown-value",
      "SHOULD chargefy/reason/empty",
      "SHOULD chargefy/reason/wrong-type",
      "SHOULD chargefy/effect/hold-shown",
      "MUST chargefy/effect/hold-released",
      "MUST chargefy/effect/amount-received",
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
      "MUST chargefy/id/odd-cancels-nothing",
      "MUST chargefy/authentication/bad-key",
      "MUST chargefy/authentication/no-key",
      "MUST chargefy/authentication/other-scheme",
      "MUST chargefy/authentication/nothing-canceled",
      "MUST chargefy/authentication/retrieve",
      "MUST chargefy/organization/cancel",
      "MUST chargefy/organization/retrieve",
      "MUST chargefy/organization/nothing-canceled",
      "MUST chargefy/organization/not-found",
      "SHOULD chargefy/organization/retrieve-not-found",
      "MUST chargefy/mode/cancel",
      "MUST chargefy/mode/retrieve",
      "MUST chargefy/mode/nothing-canceled",
      "SHOULD chargefy/mode/not-found",
      "SHOULD chargefy/body/empty",
      "SHOULD chargefy/body/empty-object",
      "SHOULD chargefy/body/malformed-json",
      "SHOULD chargefy/body/not-an-object",
      "MUST chargefy/body/malformed-cancels-nothing",
      "SHOULD chargefy/body/wrong-content-type",
      "SHOULD chargefy/body/oversize",
      "MUST chargefy/request/safe-methods-cancel-nothing",
      "SHOULD chargefy/request/only-post-cancels",
      "MUST chargefy/request/alive-after-malformed",
      "SHOULD chargefy/request/trailing-slash",
      "SHOULD chargefy/request/query-parameter",
      "SHOULD chargefy/request/idempotency-key",
      "SHOULD chargefy/header/content-type",
      "MUST chargefy/error/unauthorized",
      "SHOULD chargefy/error/unauthorized-alike",
      "MUST chargefy/error/not-found",
      "SHOULD chargefy/error/retrieve-not-found",
      "MUST chargefy/error/already-canceled",
      "MUST chargefy/error/already-succeeded",
      "SHOULD chargefy/error/envelope",
      "SHOULD chargefy/error/content-type",
      "MUST chargefy/cancel/refusal-changes-nothing",
      "SHOULD chargefy/webhooks/canceled",
      "SHOULD chargefy/webhooks/one-event",
      "SHOULD chargefy/webhooks/refused-cancel",
      "SHOULD chargefy/webhooks/after-the-cancel",
      "SHOULD chargefy/webhooks/canceled-object",
      "SHOULD chargefy/webhooks/same-object",
      "SHOULD chargefy/webhooks/envelope",
      "SHOULD chargefy/webhooks/signature",
      "SHOULD chargefy/webhooks/signature-time",
      "SHOULD chargefy/webhooks/redelivered-id",
      "SHOULD chargefy/webhooks/redelivered-time",
      "SHOULD chargefy/cancel/generated-requests",
    ]
  `);
});
