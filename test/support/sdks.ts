import { retryAtOnce } from './sdk.js';
import { type SdkVersion, sdkVersions } from './sdkVersions.js';

/** What every version gives back for an intent. */
export interface SdkIntent extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly status: string;
  readonly lastResponse: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
}

export interface SdkOptions {
  readonly idempotencyKey?: string;
  readonly maxNetworkRetries?: number;
  readonly stripeAccount?: string;
  readonly stripeContext?: string;
}

type OfIntent = (id: string, params?: object, options?: SdkOptions) => Promise<SdkIntent>;

/** What the tests call of the official package, in every version alike. */
export interface AnyStripe {
  readonly paymentIntents: {
    readonly retrieve: OfIntent;
    readonly cancel: OfIntent;
    readonly capture: OfIntent;
    list(params?: object, options?: SdkOptions): Promise<unknown>;
  };
  readonly refunds: { create(params: object, options?: SdkOptions): Promise<unknown> };
  /** Version 7 only. */
  setProtocol?(protocol: 'http'): void;
}

/** What every version puts into an error that it made of an answer. */
export interface SdkError extends Error {
  readonly type: string;
  readonly statusCode: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly payment_intent: object | undefined;
}

type ErrorClass = new (...args: never[]) => Error;

interface AnyStripePackage {
  new (key: string, config: Readonly<Record<string, unknown>>): AnyStripe;
  readonly errors: Readonly<Record<string, ErrorClass>>;
  createFetchHttpClient?(): unknown;
}

export interface ConnectOptions {
  readonly url: string;
  readonly key?: string;
  readonly apiVersion?: string;
  /** With the version's `createFetchHttpClient` instead of what it uses on Node. */
  readonly fetchClient?: boolean;
}

export interface Sdk extends SdkVersion {
  readonly errors: AnyStripePackage['errors'];
  connect(options: ConnectOptions): AnyStripe;
}

/**
 * Loads a version. Its own types stay away: up to 20 they declare the module `stripe`, whatever name the package has, and
 * would mix with those of 23.
 */
async function load(version: SdkVersion): Promise<Sdk> {
  const { default: Stripe } = (await import(version.alias)) as { default: AnyStripePackage };
  return {
    ...version,
    errors: Stripe.errors,
    connect({ url, key = 'sk_test_reference', apiVersion, fetchClient = false }) {
      const { hostname: host, port } = new URL(url);
      const stripe = new Stripe(key, {
        host,
        port,
        ...(version.protocol === 'option' && { protocol: 'http' }),
        ...(apiVersion !== undefined && { apiVersion }),
        ...(fetchClient && { httpClient: Stripe.createFetchHttpClient?.() }),
      });
      if (version.protocol === 'setter') stripe.setProtocol?.('http');
      retryAtOnce(stripe);
      return stripe;
    },
  };
}

/** Every version, loaded. */
export const sdks: readonly Sdk[] = await Promise.all(sdkVersions.map(load));

/** What a call is rejected with, which has to be the version's class of that name. */
export async function sdkErrorOf({ errors }: Sdk, type: string, call: Promise<unknown>): Promise<SdkError> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  const Expected = errors[type];
  if (!Expected) throw new Error(`no class ${type}`);
  if (!(error instanceof Expected)) throw error;
  return error as SdkError;
}
