/** The check of generated bodies at Chargefy. */

import fc from 'fast-check';
import { requestedCancellationReasonValues } from '../../../contract/chargefy.js';
import type { Check } from '../Check.js';
import { runBodies } from '../generatedBodies.js';
import { expectClientError } from '../refusal.js';
import { usualCases } from '../runProperty.js';
import { jsonText } from './requestBody.js';
import { should } from './sources.js';

const reasons: readonly string[] = requestedCancellationReasonValues;

const valid = fc
  .record({ reason: fc.constantFrom(undefined, null, ...reasons), indent: fc.nat(2) })
  .map(({ reason, indent }) => ({
    body: JSON.stringify({ cancellation_reason: reason }, null, indent),
    reason: reason ?? null,
  }));

const nearReason = fc
  .tuple(fc.constantFrom(...reasons), fc.constantFrom('s', '-', '.', ',duplicate'))
  .map(([reason, end]) => reason + end);

const wrongReason = fc
  .oneof(
    { withCrossShrink: true },
    fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !reasons.includes(text.trim())),
    nearReason,
    fc.constantFrom(...reasons).map((reason) => reason.toUpperCase()),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.constantFrom(...reasons), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('value', 'reason'), fc.constantFrom(...reasons)),
  )
  .map((reason) => JSON.stringify({ cancellation_reason: reason }));

const noObject = fc
  .oneof(
    fc.array(fc.constantFrom(...reasons), { maxLength: 2 }),
    fc.constantFrom(...reasons),
    fc.integer(),
    fc.boolean(),
  )
  .map((value) => JSON.stringify(value));

const brokenOff = fc
  .tuple(fc.constantFrom(...reasons), fc.integer({ min: 1, max: 30 }))
  .map(([reason, length]) => JSON.stringify({ cancellation_reason: reason }).slice(0, length));

const invalid = fc.oneof({ withCrossShrink: true }, wrongReason, noObject, brokenOff);

export const generatedRequests: Check = {
  id: 'chargefy/cancel/generated-requests',
  document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
  ...should('a body that fits the document’s schema cancels and is echoed; any other is refused'),
  title: 'any body that the document allows cancels, and any other is refused and changes nothing',
  needs: [{ status: 'requires_payment_method', count: usualCases }],
  // A reason that is refused or not echoed would be the smallest case of most runs.
  after: [
    'chargefy/retrieve/found',
    ...reasons.map((reason) => `chargefy/reason/${reason.replaceAll('_', '-')}`),
    'chargefy/reason/echoed',
    'chargefy/reason/json',
    'chargefy/reason/null',
    'chargefy/body/empty-object',
  ],
  run: (session) => runBodies(session, { valid, invalid, toDraft: jsonText, expectRefused: expectClientError }),
};
