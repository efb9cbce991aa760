import type { JsonObject } from './PaymentIntent.js';

/** The kinds of objects that ids name, so that none is taken for another. */
export type RelatedKind = 'charge' | 'customer' | 'payment_method';

/** Something that intents refer to and no transition changes. */
export interface RelatedObject {
  readonly kind: RelatedKind;
  readonly id: string;
  /** Id of the intent that it is about; null when it is about none. */
  readonly paymentIntent: string | null;
  /** The dialect's own. */
  readonly details: JsonObject;
}
