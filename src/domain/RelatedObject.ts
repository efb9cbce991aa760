import type { JsonObject } from './PaymentIntent.js';

/** What an id can be the id of: nothing is taken for something else because it has an id. */
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
