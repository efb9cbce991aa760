/** Reads requests that move the clock. */

import type { ErrorObject } from 'ajv';
import { contractFor } from '../contract/contracts.js';
import type { ClockMove } from '../contract/control.js';
import { type ClockChange, startClock, stopClock } from '../domain/Clock.js';
import { InvalidTime, millisecondsIn, type Span } from '../domain/time.js';

const states: Readonly<Record<NonNullable<ClockMove['state']>, ClockChange>> = {
  running: startClock,
  stopped: stopClock,
};

/** A move of the clock: how far it moves forward, and whether it then runs or stands still. */
export interface Move {
  readonly state: ClockChange;
  /** Milliseconds. */
  readonly span: number;
}

/**
 * The move that a request asks for.
 *
 * @throws InvalidTime when that is no possible move.
 */
export function clockMoveOf(sent: unknown): Move {
  const validate = contractFor('control').schema('ClockMove');
  const isObject = typeof sent === 'object' && sent !== null && !Array.isArray(sent);
  // Its message about a span says more than a schema could.
  const span = isObject && 'advance' in sent ? millisecondsIn(sent.advance as Span) : 0;
  if (!validate(sent)) throw new InvalidTime(explain(validate.errors?.[0]));
  const { state } = sent as ClockMove;
  return { state: state ? states[state] : asItIs, span };
}

/** Changes nothing. */
export const asItIs: ClockChange = (clock) => clock;

function explain({ instancePath, keyword, params }: Partial<ErrorObject> = {}): string {
  if (instancePath === '/state') return 'state must be running or stopped.';
  if (keyword === 'additionalProperties') {
    return `A clock has no member ${params?.additionalProperty}; known are advance, state.`;
  }
  if (keyword === 'minProperties') return 'Nothing would change; give advance, such as "7d", or state.';
  return 'The body must be a JSON object, such as { "advance": "7d" } or { "state": "stopped" }.';
}
