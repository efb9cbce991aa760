import Stripe from 'stripe';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import type { DialectName } from '../../src/contract/dialect.js';
import { retryAtOnce } from './sdk.js';

/** What a caller was told: in a few words for the table, and all of it. */
export interface Told {
  readonly words: string;
  readonly success: boolean;
  readonly everything: unknown;
}

export interface CallerOptions {
  readonly url: string;
  readonly id: string;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface FaultCaller {
  readonly dialect: DialectName;
  cancel(options: CallerOptions): Promise<Told>;
}

export const apiKeys: Record<DialectName, string> = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' };

const clientOf = (dialect: DialectName, { url, timeout }: CallerOptions) =>
  (dialect === 'stripe' ? createStripeClient : createChargefyClient)({
    apiKey: apiKeys[dialect],
    baseUrl: url,
    timeout,
    retryDelay: 1,
  });

const cancelBy = (dialect: DialectName): FaultCaller => ({
  dialect,
  async cancel(options) {
    const result = await clientOf(dialect, options).cancel(options.id);
    const { data, error } = result;
    const status = error && 'status' in error ? ` ${error.status}` : '';
    return { words: error ? error.kind + status : data.status, success: !error, everything: result };
  },
});

const ensureBy = (dialect: DialectName): FaultCaller => ({
  dialect,
  async cancel(options) {
    const result = await ensureCanceled(clientOf(dialect, options), options.id);
    return { words: result.outcome, success: /canceled$/.test(result.outcome), everything: result };
  },
});

const official: FaultCaller = {
  dialect: 'stripe',
  async cancel({ url, id, timeout }) {
    const { hostname: host, port, protocol } = new URL(url);
    const stripe = new Stripe(apiKeys.stripe, {
      host,
      port,
      protocol: protocol === 'https:' ? 'https' : 'http',
      timeout,
      telemetry: false,
    });
    retryAtOnce(stripe);
    try {
      const intent = await stripe.paymentIntents.cancel(id);
      return { words: String(intent.status), success: true, everything: intent };
    } catch (error) {
      return { words: (error as Error).constructor.name, success: false, everything: error };
    }
  },
};

/** Everybody who has to live with the faults, by the heads of the table. */
export const callers: Readonly<Record<string, FaultCaller>> = {
  'Stripe: `cancel`': cancelBy('stripe'),
  'Stripe: `ensureCanceled`': ensureBy('stripe'),
  'Stripe: official SDK': official,
  'Chargefy: `cancel`': cancelBy('chargefy'),
  'Chargefy: `ensureCanceled`': ensureBy('chargefy'),
};
