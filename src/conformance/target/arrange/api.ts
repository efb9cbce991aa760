import type { DialectName } from '../../../contract/dialect.js';
import { type Arrange, Unarranged } from '../Target.js';
import { arrangeByStripeApi } from './stripeApi.js';

/** Dialects whose vendor documents how to create an intent. */
const ways: { readonly [Name in DialectName]?: (base: string, own?: typeof globalThis.fetch) => Arrange } = {
  stripe: arrangeByStripeApi,
};

/**
 * Arranges intents by the vendor's own API in test mode: creates, confirms and cancels them. Stripe only, because Chargefy
 * documents no operations for it.
 *
 * @param base is the URL of the API; ignored by some `own`.
 * @param own is a `fetch` to use instead of the network.
 */
export function arrangeByApi(base: string, own?: typeof globalThis.fetch): Arrange {
  const arrange: Arrange = async (wanted) => {
    const way = ways[wanted.dialect]?.(base, own);
    if (!way)
      throw new Unarranged(`${wanted.dialect} documents no operation that creates intents; use another --arrange`);
    return way(wanted);
  };
  return Object.assign(arrange, { way: 'api' });
}

/** Whether `arrangeByApi` can make intents of a dialect. */
export function isByApi(dialect: DialectName): boolean {
  return ways[dialect] !== undefined;
}
