/** The check of generated bodies at Stripe. */

import fc from 'fast-check';
import { requestedCancellationReasonValues } from '../../../contract/stripe.js';
import type { Check } from '../Check.js';
import { runBodies } from '../generatedBodies.js';
import { expectRefusal } from '../refusal.js';
import { usualCases } from '../runProperty.js';
import { bothWork } from './prerequisites.js';
import { badRequest } from './refusal.js';
import { should } from './sources.js';

const reasons: readonly string[] = requestedCancellationReasonValues;

const form = (...fields: (readonly [name: string, value: string])[]): string =>
  fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

/** All null in an unpaid intent. */
const expandable = fc.subarray(['customer', 'payment_method', 'latest_charge']);

const valid = fc
  .record({ reason: fc.constantFrom(undefined, ...reasons), expand: expandable, reasonFirst: fc.boolean() })
  .map(({ reason, expand, reasonFirst }) => {
    const given = reason === undefined ? [] : [['cancellation_reason', reason] as const];
    const expanded = expand.map((path) => ['expand[]', path] as const);
    const fields = reasonFirst ? [...given, ...expanded] : [...expanded, ...given];
    return { body: form(...fields), reason: reason ?? null };
  });

const wrongReason = fc
  .oneof(
    { withCrossShrink: true },
    fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !reasons.includes(text.trim())),
    fc.constantFrom(...reasons).map((reason) => reason.toUpperCase()),
    // Values of responses that no request may name.
    fc.constantFrom('automatic', 'expired', 'failed_invoice', 'void_invoice'),
  )
  .map((reason) => form(['cancellation_reason', reason]));

const nestedReason = fc
  .tuple(fc.constantFrom('a', 'reason', 'value'), fc.constantFrom(...reasons))
  .map(([name, reason]) => form([`cancellation_reason[${name}]`, reason]));

const unknownParameter = fc
  .tuple(fc.stringMatching(/^[a-z]{1,12}$/), fc.constantFrom('', '1', 'duplicate'))
  .map(([name, value]) => form([`conformance_${name}`, value]));

const expandNoList = expandable.filter((paths) => paths.length > 0).map(([path = '']) => form(['expand', path]));

const expandUnknown = fc.stringMatching(/^[a-z]{1,12}$/).map((name) => form(['expand[]', `conformance_${name}`]));

const invalid = fc.oneof(
  { withCrossShrink: true },
  wrongReason,
  nestedReason,
  unknownParameter,
  expandNoList,
  expandUnknown,
);

export const generatedRequests: Check = {
  id: 'stripe/cancel/generated-requests',
  document: '#/paths/~1v1~1payment_intents~1{intent}~1cancel/post',
  ...should('a body that fits the document’s schema cancels and is echoed; any other is a 400'),
  title: 'any body that the document allows cancels, and any other is refused and changes nothing',
  needs: [{ status: 'requires_payment_method', count: usualCases }],
  after: bothWork,
  run: (session) =>
    runBodies(session, {
      valid,
      invalid,
      toDraft: (body) => ({ parameters: [...new URLSearchParams(body)] }),
      expectRefused: (_, answer) => expectRefusal(session, answer, badRequest),
    }),
};
