/** The sentences that checks of Chargefy quote. */

import { type Sentence, should as shouldFrom } from '../requirement.js';

/** The page that the quoted sentences stand on. */
export const cancelPage = 'https://docs.chargefy.io/api-reference/payment-intents/cancel';

const from = (quote: string): Sentence => ({ page: cancelPage, quote });

/** Sentences of that page, or the part that a check relies on. */
export const sentences = {
  cancels: from('Cancela um `payment_intent` que ainda não está concluído.'),
  example: from('curl -X POST "https://api.chargefy.io/v1/payment-intents/pi_123/cancel"'),
  id: from('ID do payment intent (`pi_*`).'),
  reasons: from('`duplicate`, `fraudulent`, `requested_by_customer` ou `abandoned`.'),
  complete: from('`200 OK` com o objeto `payment_intent` completo'),
  sameShape: from('mesmo shape de [GET /v1/payment-intents/:id]'),
  canceled: from('agora com `status: "canceled"`'),
  canceledAt: from('`canceled_at` preenchido'),
  reasonEchoed: from('`cancellation_reason` ecoando o motivo enviado'),
  notInThisOrganization: from('O payment intent não existe nesta organização.'),
  concludedOrCanceled: from('O payment intent já está concluído ou cancelado.'),
  /** From the examples. */
  moment: from('2026-05-16T19:00:00Z'),
  nothingHeld: from('"amount_capturable": 0'),
  invalidKey: from('Invalid API key provided.'),
  unknownIntent: from('Payment intent not found.'),
  terminal: from('Payment intent already in terminal status succeeded.'),
} as const satisfies Record<string, Sentence>;

/** The specification that the deliveries follow. */
export const standardWebhooks = { page: 'https://www.standardwebhooks.com/' };

/** A requirement that no sentence makes. Its page is that of the cancel operation unless another is given. */
export function should(decision: string, source: Sentence | { readonly page: string } = { page: cancelPage }) {
  return shouldFrom(decision, source);
}
