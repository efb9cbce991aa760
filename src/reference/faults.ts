/** The faults that were declared, and which of them are still to come. */

import type { Contract } from '../contract/Contract.js';
import type { Fault, FaultSource } from '../server/Fault.js';
import type { FaultDeclaration } from './FaultDeclaration.js';
import { faultOf } from './faultOf.js';

/** Faults belong to one process. Each happens as often as it says, to the next requests it fits, in the order of adding. */
export interface Faults {
  /** @throws TypeError when it can't come true, with a sentence that says how to mend it. */
  add(declaration: FaultDeclaration): void;
  /** What has not happened yet, with how often it still will. */
  pending(): readonly FaultDeclaration[];
  /** Takes back what has not happened yet, and drops the requests that a fault lets wait. */
  clear(): void;
}

interface Declared {
  readonly declaration: FaultDeclaration;
  readonly fault: Omit<Fault, 'cleared'>;
  left: number;
}

export function createFaults(contract: Contract): Faults & FaultSource {
  let declared: Declared[] = [];
  let clearing = new AbortController();
  return {
    add(declaration) {
      const fault = faultOf(declaration, contract);
      declared.push({ declaration, fault, left: declaration.times ?? 1 });
    },
    pending: () => declared.map(({ declaration, left }) => ({ ...declaration, times: left })),
    clear() {
      declared = [];
      clearing.abort();
      clearing = new AbortController();
    },
    take(operation, id) {
      // No cost when none is declared.
      if (declared.length === 0) return undefined;
      const next = declared.find(({ declaration: { on, id: only } }) => on === operation && (only ?? id) === id);
      if (!next) return undefined;
      next.left -= 1;
      if (next.left === 0) declared = declared.filter((other) => other !== next);
      return { ...next.fault, cleared: clearing.signal };
    },
  };
}
