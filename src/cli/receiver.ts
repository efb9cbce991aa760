/** The receiver of webhooks that the options of `verify` ask for. */

import { suites } from '../conformance/checks/suites.js';
import { receiveWebhooks, type WebhookReceiver } from '../conformance/target/receiveWebhooks.js';
import type { DialectName } from '../contract/dialect.js';
import { reasonOf, UsageError } from './UsageError.js';

export interface ReceiverOptions {
  readonly webhookListen?: number;
  readonly webhookSecret?: string;
}

/** Holds the secret where a list of processes would show it as an option. */
export const secretVariable = 'PAYMENT_INTENT_CONTRACT_WEBHOOK_SECRET';

/**
 * Listens for webhooks; undefined when that is not asked for.
 *
 * @throws UsageError when it can't, in one line that does not repeat the secret.
 */
export async function openReceiver(
  dialect: DialectName,
  { webhookListen: port, webhookSecret }: ReceiverOptions,
  environment: NodeJS.ProcessEnv,
): Promise<{ url: string; webhooks: WebhookReceiver } | undefined> {
  if (port === undefined) {
    if (webhookSecret === undefined) return undefined;
    throw new UsageError('--webhook-secret: no webhook is received without a port; give --webhook-listen as well.');
  }
  const secret = webhookSecret ?? environment[secretVariable];
  if (!secret) {
    throw new UsageError(
      `--webhook-listen: verifying signatures needs a secret; give --webhook-secret, or ${secretVariable} in the environment.`,
    );
  }
  if (!/^[!-~]+$/.test(secret)) {
    throw new UsageError('--webhook-secret: a secret has no spaces and no characters beyond ASCII.');
  }
  const { form = /^/, words } = suites[dialect].webhookSecret ?? {};
  if (!form.test(secret)) throw new UsageError(`--webhook-secret: a secret of ${dialect} is ${words}.`);
  const webhooks = receiveWebhooks({ secret });
  try {
    return { url: await webhooks.listen(port), webhooks };
  } catch (error) {
    const option = `--webhook-listen ${port}`;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`${option}: the port is taken; choose another, or 0 for a free one.`);
    if (code === 'EACCES') {
      throw new UsageError(
        `${option}: this user may not listen on the port; choose one above 1023, or 0 for a free one.`,
      );
    }
    throw new UsageError(`${option}: can't listen there (${reasonOf(error)}).`);
  }
}
