/** The faults that were declared, and which of them are still to come. */

import { setMaxListeners } from 'node:events';
import type { Contract } from '../contract/Contract.js';
import type { FaultDeclaration } from '../contract/control.js';
import type { Fault, FaultSource } from '../server/Fault.js';
import { faultOf } from './faultOf.js';

/** Faults belong to one process. Each happens as often as it says, to the next requests it fits, in the order of adding. */
export interface Faults {
  /** @throws TypeError when it can't come true, with a sentence that says how to mend it. */
  add(declaration: FaultDeclaration): void;
  /** What has not happened yet, with how often it still will. */
  pending(): readonly FaultDeclaration[];
  /** Takes all back. Delayed answers come at once; connections that wait for one for ever are reset. */
  clear(): void;
}

export interface ReadableFaults extends Faults, FaultSource {
  /** Adds what somebody sent, or says how to mend it. */
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
      // What the caller does with it afterwards changes nothing.
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
      // No cost when none is declared.
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
