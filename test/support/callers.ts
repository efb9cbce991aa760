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
  readonly apiKey: string;
  readonly id: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Where the vendor is: its base URL, or a `fetch` that reaches it. */
  readonly vendor: string | typeof fetch;
}

export interface FaultCaller {
  readonly dialect: DialectName;
  cancel(options: CallerOptions): Promise<Told>;
}

const clientOf = (dialect: DialectName, { vendor, apiKey, timeout }: CallerOptions) =>
  (dialect === 'stripe' ? createStripeClient : createChargefyClient)({
    apiKey,
    ...(typeof vendor === 'string' ? { baseUrl: vendor } : { fetch: vendor }),
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
  async cancel({ vendor, apiKey, id, timeout }) {
    const way = typeof vendor === 'string' ? addressIn(vendor) : { httpClient: Stripe.createFetchHttpClient(vendor) };
    const stripe = new Stripe(apiKey, { ...way, timeout, telemetry: false });
    retryAtOnce(stripe);
    try {
      const intent = await stripe.paymentIntents.cancel(id);
      return { words: String(intent.status), success: true, everything: intent };
    } catch (error) {
      return { words: (error as Error).constructor.name, success: false, everything: error };
    }
  },
};

function addressIn(url: string) {
  const { hostname: host, port, protocol } = new URL(url);
  return { host, port, protocol: protocol === 'https:' ? ('https' as const) : ('http' as const) };
}

/** Everybody who has to live with the faults, by the heads of the table. */
export const callers: Readonly<Record<string, FaultCaller>> = {
  'Stripe: `cancel`': cancelBy('stripe'),
  'Stripe: `ensureCanceled`': ensureBy('stripe'),
  'Stripe: official SDK': official,
  'Chargefy: `cancel`': cancelBy('chargefy'),
  'Chargefy: `ensureCanceled`': ensureBy('chargefy'),
};
