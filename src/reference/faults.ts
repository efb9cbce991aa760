/** Declares faults of requests, and keeps those that are still to come. */

import { setMaxListeners } from 'node:events';
import type { Contract } from '../contract/Contract.js';
import type { FaultDeclaration } from '../contract/control.js';
import type { Fault, FaultSource } from '../server/Fault.js';
import { faultOf } from './faultOf.js';

/** Faults that happen to the next fitting requests, in the order in which they were added. Each process keeps its own. */
export interface Faults {
  /**
   * Declares a fault. It happens to the next `times` requests that fit; default: 1.
   *
   * @throws TypeError when the fault could never happen. The message says what to change.
   * @example
   * reference.faults.add({ on: 'cancelPaymentIntent', answer: 'RateLimited', times: 3 });
   */
  add(declaration: FaultDeclaration): void;
  /** Faults that have not happened yet. `times` is how often they still will. */
  pending(): readonly FaultDeclaration[];
  /** Removes all faults. Delayed answers come at once; requests delayed for ever lose their connections. */
  clear(): void;
}

export interface ReadableFaults extends Faults, FaultSource {
  /** Adds a fault that was sent over HTTP, or says what to change about it. */
  read(declaration: unknown): { added: FaultDeclaration } | { problem: string };
}

interface Declared {
  readonly declaration: FaultDeclaration;
  readonly fault: Fault;
  left: number;
}

export function createFaults(contract: Contract): ReadableFaults {
  let declared: Declared[] = [];
  let clearing = createClearing();
  const faults: ReadableFaults = {
    read(sent) {
      const read = faultOf(sent, contract);
      if ('problem' in read) return read;
      // A copy: the caller may change its object afterwards.
      const declaration = structuredClone(sent) as FaultDeclaration;
      const { times = 1 } = declaration;
      declared.push({ declaration, fault: { ...read, cleared: clearing.signal }, left: times });
      return { added: { ...declaration, times } };
    },
    add(declaration) {
      const read = faults.read(declaration);
      if ('problem' in read) throw new TypeError(read.problem);
    },
    pending: () => declared.map(({ declaration, left }) => structuredClone({ ...declaration, times: left })),
    clear() {
      declared = [];
      clearing.abort();
      clearing = createClearing();
    },
    take(operation, id) {
      // Most requests meet no fault and take this short way.
      if (declared.length === 0) return undefined;
      const next = declared.find(({ declaration: { on, id: only } }) => on === operation && (only ?? id) === id);
      if (!next) return undefined;
      next.left -= 1;
      if (next.left === 0) declared = declared.filter((other) => other !== next);
      return next.fault;
    },
  };
  return faults;
}

function createClearing(): AbortController {
  const controller = new AbortController();
  // Every delayed request listens to it.
  setMaxListeners(0, controller.signal);
  return controller;
}
