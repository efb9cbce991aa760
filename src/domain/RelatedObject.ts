import type { JsonObject } from './PaymentIntent.js';

/** Something that intents refer to and no transition changes: a customer, a payment method, an attempt to charge. */
export interface RelatedObject {
  readonly id: string;
  /** Id of the intent that it is about; null when it is about none. */
  readonly paymentIntent: string | null;
  /** The dialect's own. */
  readonly details: JsonObject;
}
