import type { Owner } from './PaymentIntent.js';

/** What an API key stands for. The key itself is never kept. */
export interface ApiKey extends Owner {
  readonly kind: 'secret' | 'restricted' | 'publishable';
  /** What a restricted key may do; any other key may do all its kind allows. */
  readonly access: 'read' | 'write';
  readonly expired: boolean;
  /** Organizations besides its own that it may act for. */
  readonly accounts: readonly string[];
}
