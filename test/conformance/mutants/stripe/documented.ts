import type { Mutant } from '../Mutant.js';
import type { Members } from '../replies.js';
import { answers } from './answers.js';

/** Wrong about a member of an answer that nothing else looks at. */
const faults: readonly (readonly [
  subject: string,
  operationId: string,
  status: number,
  change: (body: Members) => object,
])[] = [
  ['create', 'createPaymentIntent', 200, dated],
  ['list', 'listPaymentIntents', 200, (list) => ({ ...list, has_more: 'no' })],
  ['update', 'updatePaymentIntent', 200, dated],
  ['confirm', 'confirmPaymentIntent', 200, dated],
  ['increment', 'incrementAuthorization', 400, unnamed],
  ['charge', 'retrieveCharge', 200, dated],
  ['session', 'retrieveCheckoutSession', 200, dated],
  ['session-expiry', 'expireCheckoutSession', 200, dated],
  ['hold-expiry', 'expireCharge', 200, dated],
  ['events', 'listEvents', 200, (list) => ({ ...list, has_more: 'no' })],
  ['event', 'retrieveEvent', 200, dated],
  ['confirm-402', 'confirmPaymentIntent', 402, unnamed],
  ['create-402', 'createPaymentIntent', 402, unnamed],
];

/** With the time as a text. */
function dated(body: Members): object {
  return { ...body, created: new Date(Number(body.created) * 1000).toISOString() };
}

/** With a number in place of the error's type. */
function unnamed({ error }: Members): object {
  return { error: { ...(error as object), type: 1 } };
}

export const documentedMutants: readonly Mutant[] = faults.map(([subject, operationId, status, change]) => ({
  id: `odd-${subject}`,
  fault: `the ${status} of ${operationId} has a member of another type`,
  caughtBy: [`stripe/document/${subject}`],
  mutate: answers(operationId, status, change),
}));
