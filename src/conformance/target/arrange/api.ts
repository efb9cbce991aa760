import type { DialectName } from '../../../contract/dialect.js';
import { type Arrange, Unarranged } from '../Target.js';
import { arrangeByStripeApi } from './stripeApi.js';

/** Dialects whose vendor documents how an intent is made. */
const ways: { readonly [Name in DialectName]?: (base: string, own?: typeof globalThis.fetch) => Arrange } = {
  stripe: arrangeByStripeApi,
};

/**
 * Arranges through the vendor's own API in test mode. Only Stripe documents the operations for it.
 *
 * @param base URL of the API; any when `own` is given.
 * @param own a fetch that reaches it instead of the network.
 */
export function arrangeByApi(base: string, own?: typeof globalThis.fetch): Arrange {
  const arrange: Arrange = async (wanted) => {
    const way = ways[wanted.dialect]?.(base, own);
    if (!way) throw new Unarranged(`nobody knows how ${wanted.dialect} creates intents`);
    return way(wanted);
  };
  return Object.assign(arrange, { way: 'api' });
}
