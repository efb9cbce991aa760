import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DialectName } from '../../../src/contract/dialect.js';
import type { Dialect } from '../../../src/dialects/Dialect.js';
import type { Store } from '../../../src/domain/Store.js';
import type { ReceiverFunction } from '../../../src/webhooks/Receiver.js';

/** The reference server with one fault. */
export interface Mutant {
  readonly id: string;
  /** What is wrong with it, in one sentence. */
  readonly fault: string;
  /** The checks that find it: of the whole kit, these and no others. What follows one of them is blocked. */
  readonly caughtBy: readonly string[];
  /** The checks that can say nothing of it. */
  readonly unjudged?: readonly string[];
  /** Checks that find it as well when a race ends as it need not. */
  readonly sometimesCaughtBy?: readonly string[];
  readonly mutate: Mutate;
  /** Milliseconds for a check, of a mutant that lets a request hang. */
  readonly timeoutMs?: number;
}

/** What the reference server is made of; what is given back replaces it. */
export type Mutate = (reference: Omit<Parts, 'front'>) => Partial<Parts>;

export interface Parts {
  readonly dialect: Dialect;
  readonly store: Store;
  /** Stands in front of the server, as a proxy would. */
  readonly front: Front;
  /** Is told of events, and hands them to the kit. The kit receives nothing of a mutant that does not say what it is. */
  readonly receiver: ReceiverFunction;
}

export type Front = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Takes events, and does nothing with them. */
export const deaf: ReceiverFunction = () => new Response();

/** Whose intents they are: of the first key, in test mode. */
export const owners = {
  stripe: { organization: 'acct_reference', livemode: false },
  chargefy: { organization: 'org_reference', livemode: false },
} as const satisfies Record<DialectName, object>;

/** Two faults that only together are the one that is meant. */
export function both(first: Mutate, second: Mutate): Mutate {
  return (reference) => {
    const mutated = first(reference);
    return { ...mutated, ...second({ ...reference, ...mutated }) };
  };
}
