import {
  cancelChanges,
  cancelsFrom,
  changesDespiteRefusal,
  checkThenAct,
  intents,
  isCancel,
  transitions,
} from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { bodies, canceledShown, errors, without } from '../replies.js';
import { handled } from '../requests.js';

/** Wrong about which intents can be canceled, and about what is done to those that are. */
export const cancelMutants: readonly Mutant[] = [
  ...(['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'] as const).map(
    (status) => ({
      id: `not-from-${status}`,
      fault: `an intent in ${status} cannot be canceled`,
      mutate: cancelsFrom((from) => from.filter((other) => other !== status)),
    }),
  ),
  {
    id: 'processing-goes-on',
    fault: 'a cancel of a payment in processing is answered with 200 and does nothing',
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
    mutate: bodies({ of: 'cancel', status: 200 }, (intent) => ({ ...intent, id: `${intent.id}_canceled` })),
  },
  {
    id: 'milliseconds',
    fault: 'canceled_at is in milliseconds',
    mutate: cancelChanges((changes) => ({ ...changes, canceledAt: Date.now() })),
  },
  {
    id: 'next-action-left',
    fault: 'a canceled intent still asks the customer to act',
    mutate: cancelChanges(({ nextAction: _, ...changes }) => changes),
  },
  {
    id: 'client-secret-gone',
    fault: 'a canceled intent has no client_secret any more',
    mutate: canceledShown((intent) => ({ ...intent, client_secret: null })),
  },
  {
    id: 'metadata-gone',
    fault: 'a canceled intent has lost its metadata',
    mutate: canceledShown((intent) => ({ ...intent, metadata: {} })),
  },

  {
    id: 'hold-kept',
    fault: 'a cancel does not release the hold',
    mutate: cancelChanges(({ amountCapturable: _, ...changes }) => changes),
  },
  {
    id: 'hold-collected',
    fault: 'a cancel collects the hold',
    mutate: transitions((asked) => (isCancel(asked) ? { ...asked, captures: 'hold' } : asked)),
  },
  {
    id: 'charge-gone',
    fault: 'a canceled intent does not name its charge any more',
    mutate: canceledShown((intent) =>
      typeof intent.latest_charge === 'string' ? { ...intent, latest_charge: null } : intent,
    ),
  },
  {
    id: 'charge-captured',
    fault: 'the charge of a released hold says that it was captured',
    mutate: canceledShown((intent) => withCharge(intent, { captured: true, amount_captured: intent.amount })),
  },
  {
    id: 'charge-refunded',
    fault: 'the charge of a released hold says that it was refunded, as before 2025-03-31.basil',
    mutate: canceledShown((intent) => withCharge(intent, { refunded: true, amount_refunded: intent.amount })),
  },
  {
    id: 'capture-collects-nothing',
    fault: 'a capture succeeds and collects nothing',
    mutate: transitions(({ captures: _, ...asked }) => asked),
  },
  {
    id: 'capture-ignores-the-amount',
    fault: 'a capture of a part collects all that is held',
    mutate: transitions((asked) => (typeof asked.captures === 'number' ? { ...asked, captures: 'hold' } : asked)),
  },
  {
    id: 'capture-of-too-much',
    fault: 'a capture of more than is held collects all that is held',
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
    mutate: transitions((asked) =>
      isCancel(asked) ? asked : { ...asked, from: [...asked.from, 'requires_payment_method'] },
    ),
  },
  {
    id: 'capture-after-cancel',
    fault: 'a canceled hold can be captured',
    mutate: transitions((asked) => (isCancel(asked) ? asked : { ...asked, from: [...asked.from, 'canceled'] })),
  },
  {
    id: 'late-capture-revives',
    fault: 'a capture that comes after the cancel is refused, and the intent is succeeded all the same',
    mutate: changesDespiteRefusal((intent, asked) => intent.status === 'canceled' && !isCancel(asked)),
  },

  {
    id: 'canceled-again',
    fault: 'a canceled intent can be canceled again',
    mutate: cancelsFrom((from) => [...from, 'canceled']),
  },
  {
    id: 'canceled-anew',
    fault: 'a second cancel is refused, and its reason and time are kept',
    mutate: changesDespiteRefusal((intent, asked) => intent.status === 'canceled' && isCancel(asked)),
  },
  {
    id: 'succeeded-canceled',
    fault: 'a succeeded intent can be canceled',
    mutate: cancelsFrom((from) => [...from, 'succeeded']),
  },
  {
    id: 'succeeded-with-a-reason',
    fault: 'a refused cancel of a succeeded intent keeps its reason',
    mutate: changesDespiteRefusal(
      (intent, asked) => intent.status === 'succeeded' && isCancel(asked),
      ({ changes: { cancellationReason = null } }) => ({ cancellationReason }),
    ),
  },
  {
    id: 'intent-not-embedded',
    fault: 'a refusal for the status does not show the intent',
    mutate: errors({ status: 400, if: isForStatus }, (error) => without(error, 'payment_intent')),
  },
  {
    id: 'status-not-named',
    fault: 'a refusal for the status does not say which it is',
    mutate: errors({ status: 400, if: isForStatus }, (error) => ({ ...error, message: 'Too late.' })),
  },
  {
    id: 'state-code',
    fault: 'a refusal for the status has another code',
    mutate: errors({ of: 'cancel', if: isForStatus }, (error) => ({ ...error, code: 'resource_state_conflict' })),
  },
  {
    id: 'check-then-act',
    fault: 'the status is looked at in one transaction and changed in another',
    mutate: checkThenAct,
  },

  {
    id: 'checkout-hold-refused',
    fault: 'an intent of a Checkout Session can not be canceled, a hold neither',
    mutate: transitions((asked) => (isCancel(asked) ? { ...asked, fromWhenOwnedByCheckout: [] } : asked)),
  },
  {
    id: 'checkout-canceled',
    fault: 'an intent of a Checkout Session can be canceled like any other',
    mutate: transitions((asked) => (isCancel(asked) ? { ...asked, fromWhenOwnedByCheckout: asked.from } : asked)),
  },
  {
    id: 'checkout-canceled-secretly',
    fault: 'a cancel of an intent of a Checkout Session is refused and done',
    mutate: changesDespiteRefusal(({ checkoutSession }) => checkoutSession !== null),
  },
  {
    id: 'checkout-not-named',
    fault: 'the refusal of an intent of a Checkout Session does not say why',
    mutate: errors({ if: ({ message }) => /created by Checkout/.test(String(message)) }, (error) => ({
      ...error,
      message: 'You cannot perform this action.',
    })),
  },

  {
    id: 'retrieved-as-another-object',
    fault: 'retrieve shows an object of another kind',
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, object: 'intent' })),
  },
  {
    id: 'retrieved-from-a-copy',
    fault: 'retrieve shows a canceled intent with the amount of an old copy',
    mutate: bodies({ of: 'retrieve', if: ({ status }) => status === 'canceled' }, (intent) => ({
      ...intent,
      amount: 1,
    })),
  },
  {
    id: 'retrieved-live',
    fault: 'retrieve says of every intent that it is live',
    mutate: bodies({ of: 'retrieve', status: 200 }, (intent) => ({ ...intent, livemode: true })),
  },
  {
    id: 'retrieve-code',
    fault: 'an id that retrieve does not know is answered with another code',
    mutate: errors({ of: 'retrieve', status: 404 }, (error) => ({ ...error, code: 'account_invalid' })),
  },
  {
    id: 'retrieve-expands-nothing',
    fault: 'retrieve shows ids whatever it is asked to expand',
    mutate: handled('retrievePaymentIntent', (_request, _context, reference) => reference({ query: {} })),
  },
];

function isForStatus({ code }: { readonly code?: unknown }): boolean {
  return code === 'payment_intent_unexpected_state';
}

function withCharge(intent: Readonly<Record<string, unknown>>, changes: object) {
  const { latest_charge: charge } = intent;
  return typeof charge === 'object' && charge !== null
    ? { ...intent, latest_charge: { ...charge, ...changes } }
    : intent;
}
