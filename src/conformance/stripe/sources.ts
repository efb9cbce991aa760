/** Where the quoted sentences stand. */
export const cancelPage = 'https://docs.stripe.com/api/payment_intents/cancel';
