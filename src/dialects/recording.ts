/** Recorded intents, from any version of the object. */

import type { Contract } from '../contract/Contract.js';

/** An entry of a file, and the JSON pointer of its place there. */
export interface SeedEntry {
  readonly pointer: string;
  readonly entry: unknown;
}

/** A recorded intent in the form of today's object. Its values may still disagree with the document. */
export interface Recording {
  readonly wire: unknown;
  /** Where the intent stands in the entry, as a JSON pointer; empty when it is the entry. */
  readonly pointer: string;
  /** Names of the members that today's object lacks. */
  readonly dropped: readonly string[];
}

/** The entries of a list that stands at a JSON pointer of a file. */
export function entriesAt(pointer: string, list: readonly unknown[]): SeedEntry[] {
  return list.map((entry, index) => ({ pointer: `${pointer}/${index}`, entry }));
}

/**
 * Brings a recorded intent to the form of today's object: what that lacks is dropped, what the recording lacks is
 * filled in where an empty value does, and all else stays as it is. What is not an object stays as it is, too.
 */
export function inTodaysForm(recorded: unknown, unset: object, contract: Contract): Omit<Recording, 'pointer'> {
  if (typeof recorded !== 'object' || recorded === null || Array.isArray(recorded)) {
    return { wire: recorded, dropped: [] };
  }
  const members = contract.membersOf('PaymentIntent');
  return {
    wire: inDocumentsOrder({ ...unset, ...recorded }, contract),
    dropped: Object.keys(recorded).filter((name) => !members.includes(name)),
  };
}

/** Those members of an intent that the document describes, in its order. */
export function inDocumentsOrder<Wire extends object>(wire: Wire, contract: Contract): Wire {
  const names = contract.membersOf('PaymentIntent').filter((name) => Object.hasOwn(wire, name));
  return Object.fromEntries(names.map((name) => [name, wire[name as keyof Wire]])) as Wire;
}
