/** The sentences that checks of Chargefy quote. */

/** The page that the quoted sentences stand on. */
export const cancelPage = 'https://docs.chargefy.io/api-reference/payment-intents/cancel';

/** Sentences of that page, or what of them a check rests on. */
export const sentences = {
  cancels: 'Cancela um `payment_intent` que ainda não está concluído.',
  id: 'ID do payment intent (`pi_*`).',
  reasons: '`duplicate`, `fraudulent`, `requested_by_customer` ou `abandoned`.',
  complete: '`200 OK` com o objeto `payment_intent` completo',
  sameShape: 'mesmo shape de [GET /v1/payment-intents/:id]',
  canceled: 'agora com `status: "canceled"`',
  canceledAt: '`canceled_at` preenchido',
  reasonEchoed: '`cancellation_reason` ecoando o motivo enviado',
  notInThisOrganization: 'O payment intent não existe nesta organização.',
  concludedOrCanceled: 'O payment intent já está concluído ou cancelado.',
  /** Of the examples. */
  moment: '2026-05-16T19:00:00Z',
  invalidKey: 'Invalid API key provided.',
} as const;

export function must(quote: string, reading?: string) {
  return { level: 'MUST', source: { page: cancelPage, quote, ...(reading === undefined ? {} : { reading }) } } as const;
}

/** @param decision what nobody documents and how we decided. */
export function should(decision: string, quote?: string) {
  const reading = `our reading: ${decision}`;
  return { level: 'SHOULD', source: { page: cancelPage, reading, ...(quote === undefined ? {} : { quote }) } } as const;
}
