import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { disagreementsOf } from '../../support/disagreementsOf.js';
import { type Watched, watchEvents } from '../../support/watchEvents.js';

const created = 'payment_intent.created';
const paid = ['charge.succeeded', 'payment_intent.succeeded'];
const paidLater = [...paid, 'charge.updated'];
const held = ['charge.succeeded', 'payment_intent.amount_capturable_updated'];
const declined = ['charge.failed', 'payment_intent.payment_failed'];
const challenged = ['payment_intent.requires_action'];
const rejected = ['payment_intent.payment_failed'];
const submitted = ['payment_intent.processing', 'charge.pending'];
const canceled = ['payment_intent.canceled'];
const captured = ['charge.captured', 'payment_intent.succeeded'];
const expired = ['charge.expired', 'payment_intent.canceled'];

const base = {
  amount: 2000,
  currency: 'usd',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
const secured = { payment_method: 'pm_card_authenticationRequired' } as const;

type Create = Partial<Stripe.PaymentIntentCreateParams>;

const make = async ({ stripe }: Watched, more: Create = {}) =>
  (await stripe.paymentIntents.create({ ...base, ...more })).id;
const confirmed = (watched: Watched, method: string, more: Create = {}) =>
  make(watched, { payment_method: method, confirm: true, ...more });
const hold = (watched: Watched) => confirmed(watched, 'pm_card_visa', { capture_method: 'manual' });

/** What is there before, what happens to it, and what is told of that. */
interface Flow {
  readonly title: string;
  readonly before?: (watched: Watched) => Promise<string>;
  readonly act: (watched: Watched, id: string) => Promise<unknown>;
  readonly types: readonly string[];
}

const creations: readonly Flow[] = [
  ['a create without a payment method', {}, []],
  ['a create with a payment method', { payment_method: 'pm_card_visa' }, []],
  ['a create that is paid', { payment_method: 'pm_card_visa', confirm: true, capture_method: 'automatic' }, paid],
  [
    'a create that is paid asynchronously',
    { payment_method: 'pm_card_visa', confirm: true, capture_method: 'automatic_async' },
    paidLater,
  ],
  ['a create that holds', { payment_method: 'pm_card_visa', confirm: true, capture_method: 'manual' }, held],
  ['a create that is declined', { payment_method: 'pm_card_chargeDeclined', confirm: true }, declined],
  ['a create whose customer has to authenticate', { ...secured, confirm: true }, challenged],
  ['a create off session whose customer would have to', { ...secured, confirm: true, off_session: true }, rejected],
  [
    'a create that must not lead to an authentication',
    { ...secured, confirm: true, error_on_requires_action: true },
    rejected,
  ],
  ['a create with a debit', { payment_method: 'pm_usBankAccount_success', confirm: true }, submitted],
].map(([title, more, types]) => ({
  title: title as string,
  act: (watched) => make(watched, more as Create),
  types: [created, ...(types as string[])],
}));

const requests: readonly Flow[] = [
  {
    title: 'an update of the payment method',
    before: make,
    act: ({ stripe }, id) => stripe.paymentIntents.update(id, { payment_method: 'pm_card_visa' }),
    types: [],
  },
  {
    title: 'a confirmation that is paid',
    before: (watched) => make(watched, { payment_method: 'pm_card_visa', capture_method: 'automatic' }),
    act: ({ stripe }, id) => stripe.paymentIntents.confirm(id),
    types: paid,
  },
  {
    title: 'a confirmation that holds',
    before: (watched) => make(watched, { capture_method: 'manual' }),
    act: ({ stripe }, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
    types: held,
  },
  {
    title: 'a confirmation that is declined',
    before: make,
    act: ({ stripe }, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }),
    types: declined,
  },
  {
    title: 'a second confirmation after a decline',
    before: async (watched) => {
      const id = await make(watched, { capture_method: 'automatic' });
      const declining = { payment_method: 'pm_card_chargeDeclined' };
      await watched.during(() => watched.stripe.paymentIntents.confirm(id, declining));
      return id;
    },
    act: ({ stripe }, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
    types: paid,
  },
  {
    title: 'a confirmation off session whose customer would have to authenticate',
    before: make,
    act: ({ stripe }, id) => stripe.paymentIntents.confirm(id, { ...secured, off_session: true }),
    types: rejected,
  },
  {
    title: 'a confirmation with a debit',
    before: make,
    act: ({ stripe }, id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_usBankAccount_success' }),
    types: submitted,
  },
  { title: 'a capture', before: hold, act: ({ stripe }, id) => stripe.paymentIntents.capture(id), types: captured },
  {
    title: 'a capture of a part',
    before: hold,
    act: ({ stripe }, id) => stripe.paymentIntents.capture(id, { amount_to_capture: 500 }),
    types: captured,
  },
  {
    title: 'the expiry of a hold for a test',
    before: hold,
    act: async ({ stripe }, id) => {
      const { latest_charge: charge } = await stripe.paymentIntents.retrieve(id);
      await stripe.rawRequest('POST', `/v1/test_helpers/charges/${charge}/expire`);
    },
    types: expired,
  },
  ...[
    ['requires_payment_method', make],
    ['requires_confirmation', (watched: Watched) => make(watched, { payment_method: 'pm_card_visa' })],
    ['requires_action', (watched: Watched) => confirmed(watched, 'pm_card_authenticationRequired')],
    ['requires_capture', hold],
  ].map(
    ([status, before]): Flow => ({
      title: `a cancel in ${status}`,
      before: before as (watched: Watched) => Promise<string>,
      act: ({ stripe }, id) => stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }),
      types: canceled,
    }),
  ),
  {
    title: 'a cancel in processing of a payment that can still be recalled',
    before: async ({ reference }) => (await reference.createIntent({ status: 'processing' })).id,
    act: ({ stripe }, id) => stripe.paymentIntents.cancel(id),
    types: canceled,
  },
  {
    title: 'the expiry of a Checkout Session',
    before: async ({ reference }) =>
      (await reference.createIntent({ status: 'requires_payment_method', checkout_session: 'cs_test_1' })).id,
    act: ({ stripe }) => stripe.checkout.sessions.expire('cs_test_1'),
    types: ['checkout.session.expired', ...canceled],
  },
];

/** What nobody has called for. */
const unasked: readonly Flow[] = [
  {
    title: 'a debit that is settled',
    before: (watched) => confirmed(watched, 'pm_usBankAccount_success'),
    act: ({ clock }) => clock.advance('3d'),
    types: paid,
  },
  {
    title: 'a debit that fails',
    before: (watched) => confirmed(watched, 'pm_usBankAccount_insufficientFunds'),
    act: ({ clock }) => clock.advance('3d'),
    types: declined,
  },
  { title: 'a hold that runs out', before: hold, act: ({ clock }) => clock.advance('7d'), types: expired },
  {
    title: 'a Checkout Session that runs out',
    before: async ({ reference }) =>
      (await reference.createIntent({ status: 'requires_payment_method', checkout_session: 'cs_test_1' })).id,
    act: ({ clock }) => clock.advance('1d'),
    types: ['checkout.session.expired', ...canceled],
  },
  {
    title: 'an authentication that lets the intent be paid',
    before: (watched) => confirmed(watched, secured.payment_method, { capture_method: 'automatic' }),
    act: ({ reference }, id) => reference.authenticate(id, 'succeed'),
    types: paid,
  },
  {
    title: 'an authentication that lets it be held',
    before: (watched) => confirmed(watched, secured.payment_method, { capture_method: 'manual' }),
    act: ({ reference }, id) => reference.authenticate(id, 'succeed'),
    types: held,
  },
  {
    title: 'an authentication before a decline',
    before: (watched) => confirmed(watched, 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'),
    act: ({ reference }, id) => reference.authenticate(id, 'succeed'),
    types: declined,
  },
  {
    title: 'an authentication that fails',
    before: (watched) => confirmed(watched, secured.payment_method),
    act: ({ reference }, id) => reference.authenticate(id, 'fail'),
    types: rejected,
  },
];

/** The object that an event is about, as it is retrieved afterwards. */
function retrieved({ stripe }: Watched, { data }: Stripe.Event): Promise<unknown> {
  const { id, object } = data.object as { readonly id: string; readonly object: string };
  if (object === 'payment_intent') return stripe.paymentIntents.retrieve(id);
  return object === 'charge' ? stripe.charges.retrieve(id) : stripe.checkout.sessions.retrieve(id);
}

/** What is told before the end of what it is about: an intent before it is confirmed, a charge before it is in the balance. */
async function asItWas(watched: Watched, event: Stripe.Event, types: readonly string[]): Promise<object> {
  const object = (await retrieved(watched, event)) as object;
  if (event.type === 'charge.succeeded' && types.includes('charge.updated')) {
    return { ...object, balance_transaction: null };
  }
  if (event.type !== created || types.length === 1) return object;
  return {
    ...object,
    status: 'requires_confirmation',
    payment_method: expect.stringMatching(/^pm_/),
    amount_capturable: 0,
    amount_received: 0,
    latest_charge: null,
    last_payment_error: null,
    next_action: null,
  };
}

async function play({ before, act, types }: Flow) {
  const watched = await watchEvents();
  const id = (await before?.(watched)) ?? '';
  const events = await watched.during(() => act(watched, id));
  expect(events.map(({ type }) => type)).toEqual(types);
  for (const event of events) {
    expect(event.data.object, event.type).toEqual(await asItWas(watched, event, types));
    expect(event).toMatchObject({ object: 'event', livemode: false, pending_webhooks: 0 });
    expect(disagreementsOf('stripe', 'PaymentIntentCanceledEvent', event).length === 0).toBe(
      event.type === 'payment_intent.canceled',
    );
  }
  return { watched, events };
}

describe('an event tells what has happened, and shows the object right after that:', () => {
  it.each([...creations, ...requests])('$title', async (flow) => {
    const { watched, events } = await play(flow);
    const { id, idempotency_key: key } = watched.lastPost();
    expect([id, key]).toEqual([expect.stringMatching(/^req_/), expect.stringMatching(/./)]);
    for (const event of events) expect(event.request).toEqual({ id, idempotency_key: key });
  });

  it.each(unasked)('$title, without a request', async (flow) => {
    const { events } = await play(flow);
    for (const event of events) expect(event.request).toEqual({ id: null, idempotency_key: null });
  });

  it('a hold that runs out, at its deadline and not when that is noticed', async () => {
    const watched = await watchEvents();
    await hold(watched);
    const start = await watched.clock.now();
    const events = await watched.during(() => watched.clock.advance('9d'));
    const deadline = start + 7 * 86_400;
    expect(events.map((event) => event.created)).toEqual([deadline, deadline]);
  });
});

describe('the request of an event', () => {
  it('has the key that was sent', async () => {
    const watched = await watchEvents();
    const id = await make(watched);
    const [event] = await watched.during(() =>
      watched.stripe.paymentIntents.cancel(id, undefined, { idempotencyKey: 'order-1' }),
    );
    expect(event?.request).toMatchObject({ idempotency_key: 'order-1' });
  });

  it('has the key that the answer shows when none was sent', async () => {
    const watched = await watchEvents();
    const { reference, during } = watched;
    const id = await make(watched);
    const keys: (string | null)[] = [];
    const [event] = await during(async () => {
      const { headers } = await reference.fetch(`http://localhost/v1/payment_intents/${id}/cancel`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${reference.keys.secret}` },
      });
      keys.push(headers.get('Request-Id'), headers.get('Idempotency-Key'));
    });
    expect(keys).toEqual([expect.stringMatching(/^req_/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(event?.request).toEqual({ id: keys[0], idempotency_key: keys[1] });
  });

  it('has an id that starts as that of its object, and one of its own for each event', async () => {
    const watched = await watchEvents();
    const id = await hold(watched);
    const ids = (await watched.all()).map((event) => event.id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    for (const event of ids) expect(event).toMatch(/^evt_[0-9A-Za-z]{24}$/);
    expect(ids[0]?.slice(4, 20)).toBe(id.slice(3, 19));
  });
});
