/** What goes wrong with deliveries on purpose. */

import { contractFor } from '../contract/contracts.js';
import type { DeliveryFault } from '../contract/control.js';
import { explain } from './explain.js';

/** Faults of deliveries belong to one process. Each happens as often as it says, to the next events it fits. */
export interface DeliveryFaults {
  /** @throws TypeError when it can't happen, with a sentence that says how to mend it. */
  add(fault: DeliveryFault): void;
  /** What has not happened yet, with how often it still will. */
  pending(): readonly DeliveryFault[];
  /** Removes all faults. Deliveries that are held go out. */
  clear(): void;
}

export interface ReadableDeliveryFaults extends DeliveryFaults {
  /** Adds a fault that a request declares, or says how to mend it. */
  read(fault: unknown): { added: DeliveryFault } | { problem: string };
  /**
   * The fault that happens to an event of a type now; undefined when none does.
   *
   * @param isAwaited whether another waits for it to be sent, so that it is not reversed itself.
   */
  take(type: string, isAwaited: boolean): DeliveryFault | undefined;
}

/**
 * @param types of the events that there are.
 * @param onClear is called when all are removed.
 */
export function createDeliveryFaults(types: readonly string[], onClear: () => void): ReadableDeliveryFaults {
  let declared: { readonly fault: DeliveryFault; left: number }[] = [];
  const faults: ReadableDeliveryFaults = {
    read(sent) {
      const problem = problemWith(sent, types);
      if (problem !== undefined) return { problem };
      const fault = structuredClone(sent) as DeliveryFault;
      const { times = 1 } = fault;
      declared.push({ fault, left: times });
      return { added: { ...fault, times } };
    },
    add(fault) {
      const read = faults.read(fault);
      if ('problem' in read) throw new TypeError(read.problem);
    },
    pending: () => declared.map(({ fault, left }) => ({ ...fault, times: left })),
    clear() {
      declared = [];
      onClear();
    },
    take(type, isAwaited) {
      const next = declared.find(
        ({ fault }) => (fault.type ?? type) === type && !(isAwaited && fault.fault === 'reverse'),
      );
      if (!next) return undefined;
      next.left -= 1;
      if (next.left === 0) declared = declared.filter((other) => other !== next);
      return next.fault;
    },
  };
  return faults;
}

function problemWith(sent: unknown, types: readonly string[]): string | undefined {
  const validate = contractFor('control').schema('DeliveryFault');
  if (!validate(sent)) {
    return `A fault of deliveries is { fault, type?, delay?, times? }: ${explain(validate.errors?.[0])}.`;
  }
  const { fault, type, delay } = sent as DeliveryFault;
  if (type !== undefined && !types.includes(type)) {
    return `There are no events of the type ${type}; known are ${types.join(', ')}.`;
  }
  if ((fault === 'delay') !== (delay !== undefined)) {
    return fault === 'delay'
      ? 'The fault delay needs a number of seconds; give it as delay.'
      : `delay belongs to the fault delay, not to ${fault}; leave it out.`;
  }
  return undefined;
}
