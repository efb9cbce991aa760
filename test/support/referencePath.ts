import { pathTo } from '../../src/contract/Contract.js';
import { contractFor } from '../../src/contract/contracts.js';
import type { DialectName } from '../../src/contract/dialect.js';

/** The path under which a dialect has an intent. */
export function pathOf(dialect: DialectName, id: string): string {
  return pathTo(contractFor(dialect).operation('retrievePaymentIntent'), id);
}
