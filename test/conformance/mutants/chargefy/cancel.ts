import { cancelChanges, cancelsFrom, changesDespiteRefusal, checkThenAct, transitions } from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { bodies, canceledShown, errors, replies, without } from '../replies.js';

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
    mutate: cancelsFrom((from) => from.filter((other) => other !== status)),
  })),
  {
    id: 'retrieved-by-another-id',
    fault: 'retrieve shows an intent with an id of its own',
    caughtBy: ['chargefy/retrieve/found'],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, id: `${intent.id}_1` })),
  },
  {
    id: 'retrieved-in-part',
    fault: 'retrieve leaves out what is null',
    caughtBy: ['chargefy/retrieve/complete-object', 'chargefy/effect/next-action-cleared'],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) =>
      without(intent, ...Object.keys(intent).filter((name) => intent[name] === null)),
    ),
  },
  {
    id: 'retrieved-live',
    fault: 'retrieve says of every intent that it is live',
    caughtBy: ['chargefy/retrieve/test-mode', 'chargefy/retrieve/equals-answer'],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, livemode: true })),
  },
  {
    id: 'canceled-only-in-the-answer',
    fault: 'a cancel answers that it is done and changes nothing',
    caughtBy: ['chargefy/retrieve/canceled'],
    mutate: canceledOnlyInTheAnswer(),
  },
  {
    id: 'retrieved-from-a-copy',
    fault: 'retrieve shows a canceled intent with the amount of an old copy',
    caughtBy: ['chargefy/retrieve/equals-answer', 'chargefy/effect/all-else-unchanged'],
    mutate: bodies({ of: 'retrieve', if: isCanceled }, (intent) => ({ ...intent, amount: 1 })),
  },
  {
    id: 'answered-in-part',
    fault: 'the answer to a cancel leaves out what is null',
    caughtBy: ['chargefy/cancel/complete-object'],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) =>
      without(intent, ...Object.keys(intent).filter((name) => intent[name] === null && name !== 'cancellation_reason')),
    ),
  },
  {
    id: 'other-id',
    fault: 'the answer to a cancel has an id of its own',
    caughtBy: ['chargefy/cancel/same-id'],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) => ({ ...intent, id: `${intent.id}_canceled` })),
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
    caughtBy: ['chargefy/cancel/already-canceled'],
    mutate: cancelsFrom((from) => [...from, 'canceled']),
  },
  {
    id: 'canceled-anew',
    fault: 'a second cancel is refused, and its reason and time are kept',
    caughtBy: ['chargefy/cancel/already-canceled-untouched'],
    mutate: changesDespiteRefusal(({ status }) => status === 'canceled'),
  },
  {
    id: 'succeeded-canceled',
    fault: 'a succeeded intent can be canceled',
    caughtBy: ['chargefy/cancel/already-succeeded'],
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
    caughtBy: ['chargefy/cancel/already-canceled', 'chargefy/cancel/already-succeeded'],
    mutate: replies({ status: 409 }, (reply) => ({ ...reply, status: 400 })),
  },
  {
    id: 'status-not-named',
    fault: 'the refusal of a cancel that comes too late does not say in which status the intent is',
    caughtBy: ['chargefy/cancel/already-succeeded'],
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
