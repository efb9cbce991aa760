import { cancelsFrom, intents, intentsOf, isCancel, revives, revivesSecretly } from '../intents.js';
import { both, type Mutant } from '../Mutant.js';
import { bodies, errors, isForStatus, withCharge } from '../replies.js';
import { bodiesReadAs, handled } from '../requests.js';
import { answers } from './answers.js';

const race = ['stripe/race/cancel-against-confirm'];

/** Wrong about the operations around a cancel. */
export const lifecycleMutants: readonly Mutant[] = [
  {
    id: 'confirm-after-cancel',
    fault: 'a canceled intent can be confirmed',
    caughtBy: ['stripe/confirm/after-cancel', 'stripe/confirm/after-cancel-charges-nothing'],
    unjudged: ['stripe/confirm/after-cancel-code'],
    sometimesCaughtBy: race,
    mutate: revives('confirmPaymentIntent'),
  },
  {
    id: 'cancel-and-confirm',
    fault: 'a canceled intent can be confirmed, and a succeeded one canceled, so both sides of a race win',
    caughtBy: [
      ...race,
      'stripe/confirm/after-cancel',
      'stripe/confirm/after-cancel-charges-nothing',
      'stripe/cancel/already-succeeded',
      'stripe/document/cancel-400',
      'stripe/cancel/already-succeeded-untouched',
    ],
    unjudged: [
      'stripe/confirm/after-cancel-code',
      // A cancel of a succeeded intent is the refusal that these look at.
      'stripe/body/unknown-parameter-before-state',
      'stripe/cancel/already-succeeded-code',
      'stripe/cancel/refusal-embeds-the-intent',
      'stripe/document/cancel-400-headers',
      'stripe/header/should-retry',
      'stripe/idempotency/refusal-replayed',
      'stripe/idempotency/refusal-replayed-header',
    ],
    mutate: both(
      revives('confirmPaymentIntent'),
      cancelsFrom((from) => [...from, 'succeeded']),
    ),
  },
  {
    id: 'late-confirm-charges',
    fault: 'a confirm that comes after the cancel is refused, and still charges',
    caughtBy: ['stripe/confirm/after-cancel-charges-nothing'],
    sometimesCaughtBy: race,
    mutate: revivesSecretly('confirmPaymentIntent'),
  },
  {
    id: 'confirm-state-code',
    fault: 'a confirm that is refused for the status has another code',
    caughtBy: ['stripe/confirm/after-cancel-code', 'stripe/document/confirm'],
    mutate: errors({ of: 'confirm', if: isForStatus }, (error) => ({ ...error, code: 'resource_state_conflict' })),
  },
  {
    id: 'amount-after-cancel',
    fault: 'the amount of a canceled intent can be updated',
    caughtBy: ['stripe/update/amount-after-cancel'],
    unjudged: ['stripe/update/amount-after-cancel-code'],
    mutate: revives('updatePaymentIntent'),
  },
  {
    id: 'late-amount-kept',
    fault: 'an update of the amount after the cancel is refused, and the amount still changes',
    caughtBy: ['stripe/update/amount-after-cancel'],
    mutate: revivesSecretly('updatePaymentIntent'),
  },
  {
    id: 'update-state-code',
    fault: 'an update that is refused for the status has another code',
    caughtBy: ['stripe/update/amount-after-cancel-code'],
    mutate: errors({ of: 'update', if: isForStatus }, (error) => ({ ...error, code: 'resource_state_conflict' })),
  },
  {
    id: 'increment-after-cancel',
    fault: 'an increment of a released hold is answered with 200',
    caughtBy: ['stripe/increment/after-cancel'],
    mutate: handled('incrementAuthorization', async (_request, _context, reference) => {
      const { status, body } = await reference();
      const { payment_intent: intent } = (body as { error?: { payment_intent?: { status: string } } }).error ?? {};
      return intent?.status === 'canceled' ? { status: 200, body: intent } : { status, body };
    }),
  },
  {
    id: 'rest-captured',
    fault: 'a capture of the rest is answered with 200 after a capture of a part',
    caughtBy: ['stripe/capture/rest-released', 'stripe/document/capture-400'],
    sometimesCaughtBy: ['stripe/race/cancel-against-capture'],
    mutate: intentsOf('capturePaymentIntent', ({ transition }) => ({
      async transition(owner, id, asked) {
        const outcome = await transition(owner, id, asked);
        return outcome.kind === 'refused' && outcome.intent.status === 'succeeded'
          ? { kind: 'moved', intent: outcome.intent }
          : outcome;
      },
    })),
  },
  {
    id: 'rest-refunded',
    fault: 'the charge of a hold that was captured in part says that the rest was refunded, as before 2025-03-31.basil',
    caughtBy: ['stripe/capture/part-of-the-charge'],
    mutate: bodies({ of: 'retrieve', if: ({ status }) => status === 'succeeded' }, (intent) =>
      withCharge(intent, { amount_refunded: Number(intent.amount) - Number(intent.amount_received) }),
    ),
  },
  {
    id: 'declined-for-ever',
    fault: 'an intent whose payment was declined cannot be canceled',
    caughtBy: ['stripe/decline/cancelable'],
    mutate: intents(({ find, transition }) => ({
      async transition(owner, id, asked) {
        const intent = isCancel(asked) ? await find(owner, id) : undefined;
        const isDeclined = Boolean(
          (intent?.details as { last_payment_error?: unknown } | undefined)?.last_payment_error,
        );
        return intent && isDeclined ? { kind: 'refused', intent } : transition(owner, id, asked);
      },
    })),
  },
  {
    id: 'declined-to-be-confirmed',
    fault: 'an intent whose payment was declined still waits for a confirm',
    caughtBy: ['stripe/decline/status'],
    unjudged: ['stripe/decline/cancelable'],
    mutate: bodies({ of: 'retrieve', if: ({ last_payment_error }) => Boolean(last_payment_error) }, (intent) => ({
      ...intent,
      status: 'requires_confirmation',
    })),
  },
  {
    id: 'created-with-another-amount',
    fault: 'a create answers with another amount than was asked for',
    caughtBy: ['stripe/create/intent'],
    mutate: answers('createPaymentIntent', 200, (intent) => ({ ...intent, amount: Number(intent.amount) + 1 })),
  },
  {
    id: 'any-amount',
    fault: 'a create takes amounts that are not positive',
    caughtBy: ['stripe/create/positive-amount', 'stripe/document/create', 'stripe/document/update'],
    mutate: bodiesReadAs((body) => (Number(body.amount) <= 0 ? { ...body, amount: '100' } : body)),
  },
  {
    id: 'list-of-ids',
    fault: 'a list has ids in place of intents',
    caughtBy: ['stripe/list/intents', 'stripe/document/list'],
    mutate: answers('listPaymentIntents', 200, ({ data, ...list }) => ({
      ...list,
      data: (data as { id: string }[]).map(({ id }) => id),
    })),
  },
  {
    id: 'update-confirms',
    fault: 'an update answers with an intent that was confirmed',
    caughtBy: ['stripe/update/amount'],
    mutate: bodies({ of: 'update', status: 200 }, (intent) => ({ ...intent, status: 'succeeded' })),
  },
  {
    id: 'confirm-waits',
    fault: 'a confirm leaves the intent waiting for one',
    caughtBy: ['stripe/confirm/attempts-the-payment'],
    unjudged: ['stripe/race/cancel-against-confirm'],
    mutate: bodies({ of: 'confirm', status: 200 }, (intent) => ({ ...intent, status: 'requires_confirmation' })),
  },
  {
    id: 'another-charge',
    fault: 'a charge is answered with another id',
    caughtBy: ['stripe/charge/retrieved'],
    mutate: answers('retrieveCharge', 200, (charge) => ({ ...charge, id: 'ch_1' })),
  },
  {
    id: 'session-of-another-kind',
    fault: 'a Checkout Session is answered as an object of another kind',
    caughtBy: ['stripe/checkout/session-retrieved', 'stripe/document/session'],
    mutate: answers('retrieveCheckoutSession', 200, (session) => ({ ...session, object: 'session' })),
  },
  {
    id: 'expired-again',
    fault: 'a Checkout Session that was expired can be expired again',
    caughtBy: ['stripe/checkout/expired-once', 'stripe/document/session-expiry'],
    mutate: handled('expireCheckoutSession', async ({ path }, { key, sessions }, reference) => {
      const session = await sessions.find(key, String(path.session));
      return session?.status === 'expired' ? { status: 200, body: { ...session } } : reference();
    }),
  },
  {
    id: 'expired-session-open',
    fault: 'expiring a Checkout Session leaves its intent open',
    caughtBy: ['stripe/checkout/expiry-cancels', 'stripe/checkout/expired-once', 'stripe/document/session-expiry'],
    mutate: handled('expireCheckoutSession', async ({ path }, { key, sessions }) => ({
      status: 200,
      body: { ...(await sessions.find(key, String(path.session))), object: 'checkout.session', status: 'expired' },
    })),
  },
];
