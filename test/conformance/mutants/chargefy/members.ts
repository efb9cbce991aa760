import { contractFor } from '../../../../src/contract/contracts.js';
import type { Mutant } from '../Mutant.js';
import { bodies, errors, without } from '../replies.js';

interface Consequences {
  readonly caughtBy?: readonly string[];
  readonly unjudged?: readonly string[];
}

/** What else comes of it that an intent lacks a member. */
const ofIntents: Readonly<Record<string, Consequences>> = {
  id: { caughtBy: ['chargefy/cancel/same-id', 'chargefy/retrieve/found'] },
  status: {
    caughtBy: [
      'chargefy/cancel/requires-payment-method',
      'chargefy/cancel/requires-confirmation',
      'chargefy/cancel/requires-capture',
      'chargefy/cancel/processing',
      'chargefy/cancel/pending',
      'chargefy/cancel/requires-action',
      'chargefy/retrieve/canceled',
    ],
  },
  canceled_at: {
    caughtBy: ['chargefy/cancel/canceled-at-form', 'chargefy/cancel/canceled-at-time'],
    unjudged: ['chargefy/cancel/updated-at'],
  },
  cancellation_reason: { caughtBy: ['chargefy/reason/echoed'], unjudged: ['chargefy/reason/absent'] },
  amount_capturable: { caughtBy: ['chargefy/effect/hold-shown'], unjudged: ['chargefy/effect/hold-released'] },
  amount_received: { unjudged: ['chargefy/effect/amount-received'] },
  updated_at: { caughtBy: ['chargefy/cancel/updated-at'] },
  livemode: { caughtBy: ['chargefy/retrieve/test-mode'] },
  next_action: { unjudged: ['chargefy/effect/next-action-cleared'] },
  customer: { unjudged: ['chargefy/effect/belongings-kept'] },
  metadata: { unjudged: ['chargefy/effect/belongings-kept'] },
};

const shownErrors = ['chargefy/error/unauthorized', 'chargefy/error/not-found', 'chargefy/error/already-succeeded'];

const allErrors = [
  ...shownErrors,
  'chargefy/error/unauthorized-alike',
  'chargefy/error/retrieve-not-found',
  'chargefy/error/already-canceled',
  'chargefy/organization/not-found',
  'chargefy/organization/retrieve-not-found',
  'chargefy/mode/not-found',
];

/** Without one of the members that the page shows, in every answer. */
export const memberMutants: readonly Mutant[] = [
  ...contractFor('chargefy')
    .membersOf('PaymentIntent')
    .map((name) => ({
      id: `intents-without-${name}`,
      fault: `intents have no ${name}`,
      caughtBy: [
        'chargefy/cancel/complete-object',
        'chargefy/retrieve/complete-object',
        ...(ofIntents[name]?.caughtBy ?? []),
      ],
      unjudged: ofIntents[name]?.unjudged ?? [],
      mutate: bodies({ status: 200 }, (intent) => without(intent, name)),
    })),
  ...contractFor('chargefy')
    .membersOf('ErrorObject')
    .map((name) => ({
      id: `errors-without-${name}`,
      fault: `errors have no ${name}`,
      // A message is compared where the page shows it.
      caughtBy: [...(name === 'message' ? shownErrors : allErrors), 'chargefy/error/envelope'],
      mutate: errors({}, (error) => without(error, name)),
    })),
];
