/** The contract of each of the package’s own documents. */

import { type Contract, contractOf, readContract } from './Contract.js';
import { type DocumentName, loadDocument } from './document.js';

const contracts = new Map<DocumentName, Contract>();
const thorough = new Map<DocumentName, Contract>();

/** The contract of one of the package's own documents, read on first use. */
export function contractFor(name: DocumentName): Contract {
  const contract = contracts.get(name) ?? contractOf(loadDocument(name));
  contracts.set(name, contract);
  return contract;
}

/** The same, with validators that find all errors instead of the first. */
export function thoroughContractFor(name: DocumentName): Contract {
  const contract = thorough.get(name) ?? readContract(loadDocument(name), { allErrors: true });
  thorough.set(name, contract);
  return contract;
}
