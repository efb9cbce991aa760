import { cancelsWin } from '../cancelsWin.js';
import {
  cancelChanges,
  cancelsFrom,
  changesDespiteRefusal,
  checkThenAct,
  intents,
  isCancel,
  transitions,
} from '../intents.js';
import { both, type Mutant } from '../Mutant.js';
import { bodies, canceledShown, errors, isForStatus, replies, withCharge, without } from '../replies.js';
import { handled } from '../requests.js';

/** They speak of what a capture of a part leaves, and need one that collects that part. */
const restUnjudged = ['stripe/capture/rest-released', 'stripe/capture/part-of-the-charge'];

const samePayment = ['stripe/effect/same-payment', 'stripe/effect/all-else-unchanged'];

/** Wrong about which intents can be canceled, and about what is done to those that are. */
export const cancelMutants: readonly Mutant[] = [
  ...(['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'] as const).map(
    (status) => ({
      id: `not-from-${status}`,
      fault: `an intent in ${status} cannot be canceled`,
      caughtBy: [
        `stripe/cancel/${status.replaceAll('_', '-')}`,
        ...(status === 'requires_capture' ? ['stripe/document/cancel-200'] : []),
        ...(status === 'requires_payment_method' ? ['stripe/request/form-accepted', 'stripe/decline/cancelable'] : []),
      ],
      mutate: cancelsFrom((from) => from.filter((other) => other !== status)),
    }),
  ),
  {
    id: 'processing-goes-on',
    fault: 'a cancel of a payment in processing is answered with 200 and does nothing',
    caughtBy: ['stripe/cancel/processing'],
    mutate: intents(({ find, transition }) => ({
      async transition(owner, id, asked) {
        const intent = await find(owner, id);
        return intent?.status === 'processing' ? { kind: 'moved', intent } : transition(owner, id, asked);
      },
    })),
  },
  {
    id: 'other-id',
    fault: 'the answer to a cancel has an id of its own',
    caughtBy: [
      'stripe/retrieve/equals-answer',
      'stripe/cancel/same-id',
      'stripe/effect/all-else-unchanged',
      'stripe/idempotency/other-account',
      'stripe/race/one-cancel-wins',
    ],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) => ({ ...intent, id: `${intent.id}_canceled` })),
  },
  ...(
    [
      ['amount', 1, samePayment],
      ['amount_received', 1, ['stripe/effect/amount-received']],
      ['client_secret', 'pi_1_secret_1', ['stripe/effect/client-secret-kept']],
      ['currency', 'eur', samePayment],
      ['livemode', true, samePayment],
    ] as const
  ).map(([name, value, caughtBy]) => ({
    id: `answered-with-another-${name}`,
    fault: `the answer to a cancel has the ${name} of another intent`,
    caughtBy: [...caughtBy, 'stripe/retrieve/equals-answer', 'stripe/race/one-cancel-wins'],
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) => ({ ...intent, [name]: value })),
  })),
  {
    id: 'milliseconds',
    fault: 'canceled_at is in milliseconds',
    caughtBy: ['stripe/cancel/canceled-at'],
    mutate: cancelChanges((changes) => ({ ...changes, canceledAt: Date.now() })),
  },
  {
    id: 'next-action-left',
    fault: 'a canceled intent still asks the customer to act',
    caughtBy: ['stripe/effect/next-action-cleared'],
    mutate: cancelChanges(({ nextAction: _, ...changes }) => changes),
  },
  {
    id: 'client-secret-gone',
    fault: 'a canceled intent has no client_secret any more',
    caughtBy: ['stripe/effect/client-secret-kept'],
    mutate: canceledShown((intent) => ({ ...intent, client_secret: null })),
  },
  {
    id: 'amount-gone-up',
    fault: 'a canceled intent has another amount than before',
    caughtBy: ['stripe/effect/same-payment', 'stripe/effect/all-else-unchanged'],
    mutate: canceledShown((intent) => ({ ...intent, amount: Number(intent.amount) + 1 })),
  },
  {
    id: 'metadata-gone',
    fault: 'a canceled intent has lost its metadata',
    caughtBy: ['stripe/effect/all-else-unchanged'],
    mutate: canceledShown((intent) => ({ ...intent, metadata: {} })),
  },

  {
    id: 'hold-kept',
    fault: 'a cancel does not release the hold',
    caughtBy: ['stripe/effect/hold-released'],
    sometimesCaughtBy: ['stripe/race/cancel-against-capture'],
    mutate: cancelChanges(({ amountCapturable: _, ...changes }) => changes),
  },
  {
    id: 'hold-not-shown',
    fault: 'a hold does not show what can be captured',
    caughtBy: ['stripe/hold/capturable-shown', 'stripe/document/retrieve-200'],
    mutate: bodies({ if: ({ status }) => status === 'requires_capture' }, (intent) =>
      without(intent, 'amount_capturable'),
    ),
  },
  {
    id: 'hold-collected',
    fault: 'a cancel collects the hold',
    caughtBy: ['stripe/effect/amount-received', 'stripe/hold/charge-not-captured'],
    sometimesCaughtBy: ['stripe/race/cancel-against-capture'],
    mutate: transitions((asked) => (isCancel(asked) ? { ...asked, captures: 'hold' } : asked)),
  },
  {
    id: 'charge-gone',
    fault: 'a canceled intent does not name its charge any more',
    caughtBy: ['stripe/hold/charge-and-payment-method-kept', 'stripe/expand/charge-unasked'],
    mutate: canceledShown((intent) =>
      typeof intent.latest_charge === 'string' ? { ...intent, latest_charge: null } : intent,
    ),
  },
  {
    id: 'charge-captured',
    fault: 'the charge of a released hold says that it was captured',
    caughtBy: ['stripe/hold/charge-not-captured'],
    mutate: canceledShown((intent) => withCharge(intent, { captured: true, amount_captured: intent.amount })),
  },
  {
    id: 'charge-refunded',
    fault: 'the charge of a released hold says that it was refunded, as before 2025-03-31.basil',
    caughtBy: ['stripe/hold/charge-not-refunded'],
    mutate: canceledShown((intent) => withCharge(intent, { refunded: true, amount_refunded: intent.amount })),
  },
  {
    id: 'capture-collects-nothing',
    fault: 'a capture succeeds and collects nothing',
    caughtBy: ['stripe/capture/collects-the-hold', 'stripe/capture/part', 'stripe/capture/too-much'],
    unjudged: restUnjudged,
    mutate: both(
      transitions(({ captures: _, ...asked }) => asked),
      cancelsWin,
    ),
  },
  {
    id: 'capture-ignores-the-amount',
    fault: 'a capture of a part collects all that is held',
    caughtBy: ['stripe/capture/part', 'stripe/capture/too-much'],
    unjudged: restUnjudged,
    mutate: transitions((asked) => (typeof asked.captures === 'number' ? { ...asked, captures: 'hold' } : asked)),
  },
  {
    id: 'capture-of-too-much',
    fault: 'a capture of more than is held collects all that is held',
    caughtBy: ['stripe/capture/too-much'],
    mutate: intents(({ transition }) => ({
      async transition(owner, id, asked) {
        const outcome = await transition(owner, id, asked);
        const isTooMuch = outcome.kind === 'refused' && typeof asked.captures === 'number';
        return isTooMuch ? transition(owner, id, { ...asked, captures: 'hold' }) : outcome;
      },
    })),
  },
  {
    id: 'capture-without-a-hold',
    fault: 'an intent that waits for a payment method can be captured',
    caughtBy: ['stripe/capture/nothing-held'],
    mutate: transitions((asked) =>
      isCancel(asked) ? asked : { ...asked, from: [...asked.from, 'requires_payment_method'] },
    ),
  },
  {
    id: 'capture-after-cancel',
    fault: 'a canceled hold can be captured',
    caughtBy: ['stripe/hold/later-capture', 'stripe/hold/later-capture-collects-nothing'],
    sometimesCaughtBy: ['stripe/race/cancel-against-capture'],
    mutate: transitions((asked) => (isCancel(asked) ? asked : { ...asked, from: [...asked.from, 'canceled'] })),
  },
  {
    id: 'capture-state-code',
    fault: 'a capture that is refused for the status has another code',
    caughtBy: ['stripe/capture/nothing-held-code', 'stripe/hold/later-capture-code', 'stripe/document/capture-400'],
    mutate: errors({ of: 'capture', if: isForStatus }, (error) => ({ ...error, code: 'resource_state_conflict' })),
  },
  {
    id: 'late-capture-revives',
    fault: 'a capture that comes after the cancel is refused, and the intent still becomes succeeded',
    caughtBy: ['stripe/hold/later-capture-collects-nothing'],
    sometimesCaughtBy: ['stripe/race/cancel-against-capture'],
    mutate: changesDespiteRefusal((intent, asked) => intent.status === 'canceled' && !isCancel(asked)),
  },

  {
    id: 'canceled-again',
    fault: 'a canceled intent can be canceled again',
    caughtBy: [
      'stripe/cancel/already-canceled',
      'stripe/cancel/already-canceled-untouched',
      'stripe/race/one-cancel-wins',
      'stripe/race/cancel-against-capture',
      'stripe/race/cancel-against-confirm',
    ],
    unjudged: ['stripe/cancel/already-canceled-code', 'stripe/cancel/refusal-names-the-status'],
    mutate: both(
      cancelsFrom((from) => [...from, 'canceled']),
      cancelsWin,
    ),
  },
  {
    id: 'canceled-anew',
    fault: 'a second cancel is refused, and its reason and time are kept',
    caughtBy: ['stripe/cancel/already-canceled-untouched'],
    // Unless the last one has the reason of the first.
    sometimesCaughtBy: ['stripe/race/one-cancel-wins'],
    mutate: changesDespiteRefusal((intent, asked) => intent.status === 'canceled' && isCancel(asked)),
  },
  {
    id: 'succeeded-canceled',
    fault: 'a succeeded intent can be canceled',
    caughtBy: [
      'stripe/cancel/already-succeeded',
      'stripe/document/cancel-400',
      'stripe/cancel/already-succeeded-untouched',
    ],
    mutate: cancelsFrom((from) => [...from, 'succeeded']),
  },
  {
    id: 'succeeded-with-a-reason',
    fault: 'a refused cancel of a succeeded intent keeps its reason',
    caughtBy: ['stripe/cancel/already-succeeded-untouched'],
    mutate: changesDespiteRefusal(
      (intent, asked) => intent.status === 'succeeded' && isCancel(asked),
      ({ changes: { cancellationReason = null } }) => ({ cancellationReason }),
    ),
  },
  {
    id: 'intent-not-embedded',
    fault: 'a refusal for the status does not show the intent',
    caughtBy: ['stripe/cancel/refusal-embeds-the-intent'],
    mutate: errors({ status: 400, if: isForStatus }, (error) => without(error, 'payment_intent')),
  },
  {
    id: 'status-not-named',
    fault: 'a refusal for the status does not say which it is',
    caughtBy: ['stripe/cancel/refusal-names-the-status'],
    mutate: errors({ status: 400, if: isForStatus }, (error) => ({ ...error, message: 'Too late.' })),
  },
  {
    id: 'state-code',
    fault: 'a refusal for the status has another code',
    caughtBy: [
      'stripe/document/cancel-400',
      'stripe/cancel/already-canceled-code',
      'stripe/cancel/already-succeeded-code',
    ],
    mutate: errors({ of: 'cancel', if: isForStatus }, (error) => ({ ...error, code: 'resource_state_conflict' })),
  },
  {
    id: 'check-then-act',
    fault: 'the status is looked at in one transaction and changed in another',
    caughtBy: ['stripe/race/one-cancel-wins', 'stripe/race/cancel-against-capture'],
    sometimesCaughtBy: ['stripe/race/cancel-against-confirm'],
    mutate: checkThenAct,
  },

  {
    id: 'checkout-hold-refused',
    fault: 'an intent of a Checkout Session can not be canceled, not even a hold',
    caughtBy: ['stripe/checkout/hold'],
    mutate: transitions((asked) => (isCancel(asked) ? { ...asked, fromWhenOwnedByCheckout: [] } : asked)),
  },
  {
    id: 'checkout-canceled',
    fault: 'an intent of a Checkout Session can be canceled like any other',
    caughtBy: ['stripe/checkout/refused', 'stripe/checkout/untouched'],
    mutate: transitions((asked) => (isCancel(asked) ? { ...asked, fromWhenOwnedByCheckout: asked.from } : asked)),
  },
  {
    id: 'checkout-canceled-secretly',
    fault: 'a cancel of an intent of a Checkout Session is refused and done',
    caughtBy: ['stripe/checkout/untouched'],
    mutate: changesDespiteRefusal(({ checkoutSession }) => checkoutSession !== null),
  },
  {
    id: 'checkout-is-a-409',
    fault: 'the refusal of an intent of a Checkout Session is a 409',
    caughtBy: ['stripe/checkout/refusal-status'],
    mutate: replies({ of: 'cancel', status: 400, if: isForCheckout }, (reply) => ({ ...reply, status: 409 })),
  },
  {
    id: 'checkout-not-named',
    fault: 'the refusal of an intent of a Checkout Session does not say why',
    caughtBy: ['stripe/checkout/refusal-names-the-reason'],
    mutate: errors({ if: ({ message }) => /created by Checkout/.test(String(message)) }, (error) => ({
      ...error,
      message: 'You cannot perform this action.',
    })),
  },

  {
    id: 'retrieved-as-another-object',
    fault: 'retrieve shows an object of another kind',
    caughtBy: [
      'stripe/retrieve/found',
      'stripe/document/retrieve-200',
      'stripe/retrieve/equals-answer',
      'stripe/effect/all-else-unchanged',
      'stripe/cancel/refusal-embeds-the-intent',
      'stripe/race/one-cancel-wins',
    ],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, object: 'intent' })),
  },
  {
    id: 'retrieved-from-a-copy',
    fault: 'retrieve shows a canceled intent with the amount of an old copy',
    caughtBy: ['stripe/retrieve/equals-answer', 'stripe/race/one-cancel-wins'],
    mutate: bodies({ of: 'retrieve', if: ({ status }) => status === 'canceled' }, (intent) => ({
      ...intent,
      amount: 1,
    })),
  },
  {
    id: 'retrieved-live',
    fault: 'retrieve says of every intent that it is live',
    caughtBy: [
      'stripe/retrieve/equals-answer',
      'stripe/retrieve/test-mode',
      'stripe/effect/all-else-unchanged',
      'stripe/cancel/refusal-embeds-the-intent',
      'stripe/effect/same-payment',
      'stripe/race/one-cancel-wins',
    ],
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, livemode: true })),
  },
  {
    id: 'nothing-retrieved',
    fault: 'an id that retrieve does not know is answered with 200 and nothing',
    caughtBy: [
      'stripe/retrieve/unknown-id',
      'stripe/account/retrieve',
      'stripe/mode/retrieve',
      'stripe/document/retrieve-404',
    ],
    mutate: replies({ of: 'retrieve', status: 404 }, () => ({ status: 200, body: {} })),
  },
  {
    id: 'retrieve-code',
    fault: 'an id that retrieve does not know is answered with another code',
    caughtBy: [
      'stripe/document/retrieve-404',
      'stripe/retrieve/unknown-id-code',
      'stripe/document/retrieve-404-headers',
    ],
    mutate: errors({ of: 'retrieve', status: 404 }, (error) => ({ ...error, code: 'account_invalid' })),
  },
  {
    id: 'capture-unknown-code',
    fault: 'an id that capture does not know is answered with another code',
    caughtBy: ['stripe/document/capture-404', 'stripe/document/capture-404-headers'],
    mutate: errors({ of: 'capture', status: 404 }, (error) => ({ ...error, code: 'account_invalid' })),
  },
  {
    id: 'retrieve-expands-nothing',
    fault: 'retrieve shows ids, with any expand',
    caughtBy: [
      'stripe/retrieve/expand-latest-charge',
      'stripe/retrieve/expand-unknown-path',
      'stripe/document/retrieve-400',
    ],
    mutate: handled('retrievePaymentIntent', (_request, _context, reference) => reference({ query: {} })),
  },
];

function isForCheckout({ error }: { readonly error?: unknown }): boolean {
  return /created by Checkout/.test(String((error as { message?: unknown } | undefined)?.message));
}
