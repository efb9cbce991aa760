/** The contract of each dialect’s own document. */

import { type Contract, contractOf } from './Contract.js';
import type { DialectName } from './dialect.js';
import { loadDocument } from './document.js';

const contracts = new Map<DialectName, Contract>();

/** What a dialect's own document says, read when it is first asked for. */
export function contractFor(dialect: DialectName): Contract {
  const contract = contracts.get(dialect) ?? contractOf(loadDocument(dialect));
  contracts.set(dialect, contract);
  return contract;
}
