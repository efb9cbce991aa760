import Stripe from 'stripe';

/** What the shop's books say of an order. */
export interface Order {
  readonly number: string;
  /** Id of its intent. */
  readonly payment: string;
  readonly state: 'held' | 'shipped' | 'canceled' | 'at checkout' | 'declined';
  /** Minor units that belong to the shop. */
  readonly collected: number;
}

/**
 * A shop as somebody writes it. The money is held when an order is placed, collected when it leaves the warehouse, and
 * released when the customer cancels. Every write has the order's number in its key, so that it may be sent again.
 */
export function openShop(stripe: Stripe) {
  const books = new Map<string, Order>();

  function enter(number: string, { id, status, amount_received }: Stripe.PaymentIntent): Order {
    const order: Order = { number, payment: id, state: stateOf(status), collected: amount_received };
    books.set(number, order);
    return order;
  }

  /** What came of a call: the intent, whether it is the answer or stands in the refusal. */
  async function settle(number: string, call: Promise<Stripe.PaymentIntent>): Promise<Order> {
    try {
      return enter(number, await call);
    } catch (error) {
      const intent = error instanceof Stripe.errors.StripeError ? error.payment_intent : undefined;
      if (!intent) throw error;
      return enter(number, intent);
    }
  }

  const once = (number: string, what: string) => ({ idempotencyKey: `${number}-${what}` });
  const paymentOf = (number: string) => books.get(number)?.payment ?? '';

  return {
    book: (number: string) => books.get(number),
    books: () => [...books.values()],

    /** The customer orders, and gives a card. */
    async place(number: string, amount: number, card: string): Promise<Order> {
      const { id } = await stripe.paymentIntents.create(
        {
          amount,
          currency: 'eur',
          capture_method: 'manual',
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          metadata: { order: number },
        },
        once(number, 'place'),
      );
      return settle(number, stripe.paymentIntents.confirm(id, { payment_method: card }, once(number, 'pay')));
    },

    /** The warehouse hands the parcel over, perhaps with less in it than was ordered. */
    ship(number: string, amount?: number): Promise<Order> {
      const params = amount === undefined ? {} : { amount_to_capture: amount };
      return settle(number, stripe.paymentIntents.capture(paymentOf(number), params, once(number, 'ship')));
    },

    /** The customer has changed their mind. */
    cancel(number: string): Promise<Order> {
      const params = { cancellation_reason: 'requested_by_customer' } as const;
      return settle(number, stripe.paymentIntents.cancel(paymentOf(number), params, once(number, 'cancel')));
    },

    /** The customer pays on a page of Stripe's. */
    async sendToCheckout(number: string, session: string): Promise<Order> {
      const { payment_intent: payment } = await stripe.checkout.sessions.retrieve(session);
      return enter(number, await stripe.paymentIntents.retrieve(String(payment)));
    },

    /** The shop looks after an order that it has not heard of. */
    async lookAfter(number: string): Promise<Order> {
      return enter(number, await stripe.paymentIntents.retrieve(paymentOf(number)));
    },

    /** All that Stripe has of the shop, as the books would say it. */
    async statement(): Promise<Order[]> {
      const orders: Order[] = [];
      for await (const { id, metadata, status, amount_received } of stripe.paymentIntents.list({ limit: 5 })) {
        orders.push({ number: metadata.order ?? '', payment: id, state: stateOf(status), collected: amount_received });
      }
      return orders.reverse();
    },
  };
}

const states: Readonly<Record<string, Order['state']>> = {
  requires_payment_method: 'declined',
  requires_confirmation: 'at checkout',
  requires_action: 'at checkout',
  processing: 'at checkout',
  requires_capture: 'held',
  succeeded: 'shipped',
  canceled: 'canceled',
};

function stateOf(status: string): Order['state'] {
  const state = states[status];
  if (state === undefined) throw new Error(`Stripe has a new status: ${status}`);
  return state;
}
