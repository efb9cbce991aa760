/** The contract of each of the package’s own documents. */

import { type Contract, contractOf } from './Contract.js';
import { type DocumentName, loadDocument } from './document.js';

const contracts = new Map<DocumentName, Contract>();

/** What one of the package's own documents says, read when it is first asked for. */
export function contractFor(name: DocumentName): Contract {
  const contract = contracts.get(name) ?? contractOf(loadDocument(name));
  contracts.set(name, contract);
  return contract;
}
