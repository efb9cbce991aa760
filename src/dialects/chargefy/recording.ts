/** Intents of Chargefy as recordings show them. */

import { contractFor } from '../../contract/contracts.js';
import { inTodaysForm, type Recording } from '../recording.js';
import type { WireIntent } from './codec.js';

/** What the object shows in members that nobody has set. None of them says anything of the money. */
const unset = {
  customer: null,
  invoice: null,
  last_payment_error: null,
  metadata: {},
  next_action: null,
  payment_method: null,
  payment_method_options: {},
  setup_future_usage: null,
} satisfies Partial<WireIntent>;

export function readRecording(entry: unknown): Recording {
  return { pointer: '', ...inTodaysForm(entry, unset, contractFor('chargefy')) };
}
