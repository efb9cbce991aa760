import type { Owner, PaymentIntent } from './PaymentIntent.js';
import type { Transition, TransitionOutcome } from './transition.js';

/** The intents of every owner, inside one transaction. */
export interface PaymentIntents {
  find(owner: Owner, id: string): Promise<PaymentIntent | undefined>;

  /** Changes the intent if its status allows, in one conditional step. There is no way to save an intent that was read before. */
  transition(owner: Owner, id: string, transition: Transition): Promise<TransitionOutcome>;

  /** Stores a new intent. False, and nothing changed, when the owner already has one with this id. */
  add(owner: Owner, intent: PaymentIntent): Promise<boolean>;
}

export interface Store {
  /**
   * Runs `work` in a transaction and resolves after its commit. When `work` throws, everything it did is undone.
   * `work` must do nothing but use the intents it is given: others may be waiting for the same commit.
   */
  transact<Result>(work: (intents: PaymentIntents) => Promise<Result>): Promise<Result>;

  /** Finishes what is queued, then releases the database. */
  close(): Promise<void>;
}
