/** The requests that a reference has answered. */

import type { Contract } from '../contract/Contract.js';
import type { AnsweredRequest } from '../server/AnsweredRequest.js';

/** Requests that the journal keeps. */
const most = 1_000;

/** The last 1,000 requests, rejected ones included, in the order of their answers. Each process keeps its own. */
export interface Journal {
  /** All requests, the oldest first. */
  all(): readonly AnsweredRequest[];

  /**
   * The requests of one operation, by its operationId, the oldest first.
   *
   * @throws TypeError when there is no such operation: a test that expects no requests would otherwise always pass.
   * @example
   * expect(reference.requests.of('cancelPaymentIntent')).toHaveLength(2);
   */
  of(operation: string): readonly AnsweredRequest[];
}

export interface WritableJournal extends Journal {
  add(request: AnsweredRequest): void;
  clear(): void;
}

export function createJournal({ operations }: Contract): WritableJournal {
  const known = operations.map(({ id }) => id);
  const entries: AnsweredRequest[] = [];
  return {
    all: () => [...entries],
    of(operation) {
      if (!known.includes(operation)) {
        throw new TypeError(`There is no operation ${operation}; known are ${known.join(', ')}.`);
      }
      return entries.filter((entry) => entry.operation === operation);
    },
    add(request) {
      entries.push(request);
      if (entries.length > most) entries.shift();
    },
    clear() {
      entries.length = 0;
    },
  };
}
