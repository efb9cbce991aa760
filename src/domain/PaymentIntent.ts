/** Every status an intent can have in any dialect; which of them a vendor knows is in its document. */
export const paymentIntentStatuses = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
  'processing',
  'pending',
  'succeeded',
  'canceled',
] as const;

export type PaymentIntentStatus = (typeof paymentIntentStatuses)[number];

export type JsonObject = { readonly [key: string]: unknown };

/** The owner of an intent. The API key decides both parts; nothing is visible across either. */
export interface Owner {
  readonly organization: string;
  readonly livemode: boolean;
}

/** One payment, as far as a transition can read or change it. */
export interface PaymentIntent {
  readonly id: string;
  readonly status: PaymentIntentStatus;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Id of the customer who pays; null when there is none. */
  readonly customer: string | null;
  /** Minor units to collect. */
  readonly amount: number;
  /** Minor units held and still capturable; 0 when nothing is held. */
  readonly amountCapturable: number;
  /** Minor units that have been collected. */
  readonly amountReceived: number;
  /** Unix seconds; null until canceled. */
  readonly canceledAt: number | null;
  /** Null when no reason was given. */
  readonly cancellationReason: string | null;
  /** What the payer has to do next; null when nothing. */
  readonly nextAction: JsonObject | null;
  /** How the running payment is doing; null when none is running. */
  readonly processing: JsonObject | null;
  /** Unix seconds of the last change. */
  readonly updatedAt: number;
  /** The Checkout Session that owns the intent; null when it is free. */
  readonly checkoutSession: string | null;
  /** Unix seconds at which a hold expires; null when it never does. It stays when the hold has ended. */
  readonly expiresAt: number | null;
  /** Unix seconds at which a payment in `processing` is over; null when unknown. It stays when that is over. */
  readonly settlesAt: number | null;
  /** What the intent will show when the payment in `processing` fails; null when it will succeed. */
  readonly failure: JsonObject | null;
  /** Whether a payment in `processing` can still be stopped. */
  readonly cancelableWhileProcessing: boolean;
  /** The object as its dialect shows it. Where it overlaps with the fields above, those win. */
  readonly details: JsonObject;
}
