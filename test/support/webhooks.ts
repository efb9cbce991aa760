import { receiveWebhooks, type WebhookReceiver } from '../../src/conformance/target/receiveWebhooks.js';
import type { DialectName } from '../../src/contract/dialect.js';

/** Secrets in the form that each dialect wants. */
export const webhookSecrets = {
  stripe: 'whsec_conformance_of_the_reference',
  chargefy: `whsec_${Buffer.from('24 bytes, no fewer, here').toString('base64')}`,
} as const satisfies Record<DialectName, string>;

/** A receiver that signs nothing itself: the reference delivers to it, and is told to deliver again. */
export function receiverFor(dialect: DialectName, redeliver?: (event: string) => Promise<unknown>): WebhookReceiver {
  return receiveWebhooks({ secret: webhookSecrets[dialect], ...(redeliver && { redeliver }) });
}
