import { cancelChanges, cancelsFrom, changesDespiteRefusal, checkThenAct, transitions } from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { bodies, canceledShown, errors, replies, without } from '../replies.js';
import { front } from '../requests.js';

/** Checks that need a cancel of an intent in that status. */
const withoutACancelOf: Readonly<Record<string, readonly string[]>> = {
  requires_payment_method: [
    'chargefy/cancel/without-a-body',
    'chargefy/retrieve/canceled',
    'chargefy/retrieve/same-intent',
    'chargefy/cancel/complete-object',
    'chargefy/cancel/same-id',
    'chargefy/cancel/same-intent',
    'chargefy/cancel/canceled-at-form',
    'chargefy/cancel/canceled-at-time',
    'chargefy/cancel/updated-at',
    'chargefy/retrieve/equals-answer',
    'chargefy/reason/duplicate',
    'chargefy/reason/fraudulent',
    'chargefy/reason/requested-by-customer',
    'chargefy/reason/abandoned',
    'chargefy/reason/echoed',
    'chargefy/reason/absent',
    'chargefy/reason/json',
    'chargefy/reason/null',
    'chargefy/effect/belongings-kept',
    'chargefy/cancel/already-canceled',
    'chargefy/cancel/already-canceled-untouched',
    'chargefy/race/one-cancel-wins',
    'chargefy/id/odd-cancels-nothing',
    'chargefy/authentication/nothing-canceled',
    'chargefy/body/empty',
    'chargefy/body/empty-object',
    'chargefy/body/malformed-cancels-nothing',
    'chargefy/request/safe-methods-cancel-nothing',
    'chargefy/request/idempotency-key',
    'chargefy/error/already-canceled',
  ],
  requires_capture: [
    'chargefy/effect/hold-released',
    'chargefy/effect/amount-received',
    'chargefy/effect/all-else-unchanged',
  ],
  pending: ['chargefy/effect/next-action-cleared'],
};

/** Wrong about which intents can be canceled, and about what is done to those that are. */
export const cancelMutants: readonly Mutant[] = [
  ...(
    [
      'requires_payment_method',
      'requires_confirmation',
      'requires_capture',
      'processing',
      'pending',
      'requires_action',
    ] as const
  ).map((status) => ({
    id: `not-from-${status}`,
    fault: `an intent in ${status} cannot be canceled`,
    caughtBy: [`chargefy/cancel/${status.replaceAll('_', '-')}`],
    unjudged: withoutACancelOf[status] ?? [],
    mutate: cancelsFrom((from) => from.filter((other) => other !== status)),
  })),
  {
    id: 'retrieved-by-another-id',
    fault: 'retrieve shows an intent with an id of its own',
    caughtBy: ['chargefy/retrieve/found', 'chargefy/retrieve/equals-answer'],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, id: `${intent.id}_1` })),
  },
  {
    id: 'retrieved-in-part',
    fault: 'retrieve leaves out what is null',
    caughtBy: ['chargefy/retrieve/complete-object', 'chargefy/retrieve/equals-answer'],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) =>
      without(intent, ...Object.keys(intent).filter((name) => intent[name] === null)),
    ),
  },
  {
    id: 'retrieved-live',
    fault: 'retrieve says of every intent that it is live',
    caughtBy: ['chargefy/retrieve/test-mode', 'chargefy/retrieve/equals-answer', 'chargefy/cancel/same-intent'],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, livemode: true })),
  },
  {
    id: 'canceled-only-in-the-answer',
    fault: 'a cancel answers that it is done and changes nothing',
    caughtBy: ['chargefy/retrieve/canceled', 'chargefy/retrieve/equals-answer', 'chargefy/race/one-cancel-wins'],
    unjudged: [
      'chargefy/id/odd-cancels-nothing',
      'chargefy/authentication/nothing-canceled',
      'chargefy/body/malformed-cancels-nothing',
      'chargefy/request/safe-methods-cancel-nothing',
    ],
    mutate: canceledOnlyInTheAnswer(),
  },
  {
    id: 'retrieved-from-a-copy',
    fault: 'retrieve shows a canceled intent with the amount of an old copy',
    caughtBy: [
      'chargefy/retrieve/same-intent',
      'chargefy/retrieve/equals-answer',
      'chargefy/effect/all-else-unchanged',
    ],
    mutate: bodies({ of: 'retrieve', if: isCanceled }, (intent) => ({ ...intent, amount: 1 })),
  },
  {
    id: 'answered-in-part',
    fault: 'the answer to a cancel leaves out what is null',
    caughtBy: ['chargefy/cancel/complete-object', 'chargefy/retrieve/equals-answer'],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) =>
      without(intent, ...Object.keys(intent).filter((name) => intent[name] === null && name !== 'cancellation_reason')),
    ),
  },
  {
    id: 'other-id',
    fault: 'the answer to a cancel has an id of its own',
    caughtBy: ['chargefy/cancel/same-id', 'chargefy/retrieve/equals-answer'],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) => ({ ...intent, id: `${intent.id}_canceled` })),
  },
  ...Object.entries({
    amount: 1,
    amount_received: 1,
    client_secret: 'pi_1_secret_1',
    currency: 'usd',
    livemode: true,
  }).map(([name, value]) => ({
    id: `answered-with-another-${name}`,
    fault: `the answer to a cancel has the ${name} of another intent`,
    caughtBy: ['chargefy/cancel/same-intent', 'chargefy/retrieve/equals-answer'],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) => ({ ...intent, [name]: value })),
  })),
  {
    id: 'body-needed',
    fault: 'a cancel without a body is refused',
    caughtBy: ['chargefy/cancel/without-a-body', 'chargefy/body/empty'],
    mutate: front(({ headers, method, url = '' }, response) => {
      if (method !== 'POST' || !/pi_\w{24}\/cancel$/.test(url) || Number(headers['content-length'] ?? 0) > 0)
        return false;
      const error = { code: 'parameter_invalid', message: 'There is no body.', type: 'invalid_request_error' };
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
      return true;
    }),
  },
  {
    id: 'hold-not-shown',
    fault: 'an intent in requires_capture says that it holds nothing',
    caughtBy: ['chargefy/effect/hold-shown'],
    unjudged: ['chargefy/effect/hold-released'],
    mutate: bodies({ if: ({ status }) => status === 'requires_capture' }, (intent) => ({
      ...intent,
      amount_capturable: 0,
    })),
  },
  {
    id: 'milliseconds',
    fault: 'canceled_at has milliseconds',
    caughtBy: ['chargefy/cancel/complete-object', 'chargefy/cancel/canceled-at-form'],
    mutate: canceledShown((intent) => ({
      ...intent,
      canceled_at: String(intent.canceled_at).replace('Z', '.000Z'),
      updated_at: String(intent.canceled_at).replace('Z', '.000Z'),
    })),
  },
  {
    id: 'local-time',
    fault: 'canceled_at is the local time of São Paulo and says that it is UTC',
    caughtBy: ['chargefy/cancel/canceled-at-time'],
    mutate: cancelChanges((changes) => {
      const at = (changes.canceledAt ?? 0) - 3 * 3600;
      return { ...changes, canceledAt: at, updatedAt: at };
    }),
  },
  {
    id: 'not-updated',
    fault: 'a cancel leaves updated_at as it was',
    caughtBy: ['chargefy/cancel/updated-at'],
    mutate: canceledShown((intent) => ({ ...intent, updated_at: '2026-01-01T00:00:00Z' })),
  },

  {
    id: 'hold-kept',
    fault: 'a cancel does not release the hold',
    caughtBy: ['chargefy/effect/hold-released'],
    mutate: cancelChanges(({ amountCapturable: _, ...changes }) => changes),
  },
  {
    id: 'hold-collected',
    fault: 'a cancel collects the hold',
    caughtBy: ['chargefy/effect/amount-received'],
    mutate: transitions((asked) => ({ ...asked, captures: 'hold' })),
  },
  {
    id: 'next-action-left',
    fault: 'a canceled intent still shows its PIX code',
    caughtBy: ['chargefy/effect/next-action-cleared'],
    mutate: cancelChanges(({ nextAction: _, ...changes }) => changes),
  },
  {
    id: 'charge-gone',
    fault: 'a canceled intent does not name its charge any more',
    caughtBy: ['chargefy/effect/all-else-unchanged'],
    mutate: canceledShown((intent) => ({ ...intent, latest_charge: null })),
  },
  {
    id: 'belongings-gone',
    fault: 'a canceled intent has lost its metadata',
    caughtBy: ['chargefy/effect/belongings-kept'],
    mutate: canceledShown((intent) => ({ ...intent, metadata: {} })),
  },

  {
    id: 'canceled-again',
    fault: 'a canceled intent can be canceled again',
    caughtBy: [
      'chargefy/cancel/already-canceled',
      'chargefy/cancel/already-canceled-untouched',
      'chargefy/race/one-cancel-wins',
      'chargefy/error/already-canceled',
    ],
    mutate: cancelsFrom((from) => [...from, 'canceled']),
  },
  {
    id: 'canceled-anew',
    fault: 'a second cancel is refused, and its reason and time are kept',
    caughtBy: ['chargefy/cancel/already-canceled-untouched'],
    // Unless the last one has the reason of the first.
    sometimesCaughtBy: ['chargefy/race/one-cancel-wins'],
    mutate: changesDespiteRefusal(({ status }) => status === 'canceled'),
  },
  {
    id: 'succeeded-canceled',
    fault: 'a succeeded intent can be canceled',
    caughtBy: [
      'chargefy/cancel/already-succeeded',
      'chargefy/cancel/already-succeeded-untouched',
      'chargefy/error/already-succeeded',
    ],
    unjudged: ['chargefy/cancel/conflict-is-final'],
    mutate: cancelsFrom((from) => [...from, 'succeeded']),
  },
  {
    id: 'succeeded-with-a-reason',
    fault: 'a refused cancel of a succeeded intent keeps its reason',
    caughtBy: ['chargefy/cancel/already-succeeded-untouched'],
    mutate: changesDespiteRefusal(
      ({ status }) => status === 'succeeded',
      ({ changes: { cancellationReason = null } }) => ({ cancellationReason }),
    ),
  },
  {
    id: 'conflict-gives-in',
    fault: 'a cancel that is repeated often enough succeeds',
    caughtBy: ['chargefy/cancel/conflict-is-final', 'chargefy/race/one-cancel-wins'],
    mutate: conflictGivesIn(),
  },
  {
    id: 'too-late-is-a-400',
    fault: 'a cancel that comes too late is a 400',
    caughtBy: ['chargefy/error/already-canceled', 'chargefy/error/already-succeeded'],
    mutate: replies({ status: 409 }, (reply) => ({ ...reply, status: 400 })),
  },
  {
    id: 'status-not-named',
    fault: 'the refusal of a cancel that comes too late does not say in which status the intent is',
    caughtBy: ['chargefy/error/already-succeeded'],
    mutate: errors({ status: 409 }, (error) => ({ ...error, message: 'Too late.' })),
  },
  {
    id: 'check-then-act',
    fault: 'the status is looked at in one transaction and changed in another',
    caughtBy: ['chargefy/race/one-cancel-wins'],
    mutate: checkThenAct,
  },
];

function isCanceled({ status }: { readonly status?: unknown }): boolean {
  return status === 'canceled';
}

/** Retrieve goes on to show what was there before. */
function canceledOnlyInTheAnswer(): Mutant['mutate'] {
  return bodies({ of: 'retrieve', if: isCanceled }, (intent) => ({
    ...intent,
    status: 'requires_payment_method',
    canceled_at: null,
    cancellation_reason: null,
  }));
}

function conflictGivesIn(): Mutant['mutate'] {
  const seen = new Map<string, number>();
  return replies({ status: 409 }, (reply, { path }) => {
    const times = (seen.get(path) ?? 0) + 1;
    seen.set(path, times);
    return times > 3 ? { ...reply, status: 200 } : reply;
  });
}
