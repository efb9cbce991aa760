/** Intents of Stripe as recordings and events show them. */

import { contractFor } from '../../contract/contracts.js';
import { entriesAt, inTodaysForm, type Recording, type SeedEntry } from '../recording.js';
import { unset } from './unset.js';

/** One intent or event, a list of them, or the vendor's own list object around them. */
export function entriesOf(file: object): SeedEntry[] | undefined {
  if (Array.isArray(file)) return entriesAt('', file);
  const { object, data } = file as { object?: unknown; data?: unknown };
  if (object === 'list' && Array.isArray(data)) return entriesAt('/data', data);
  return typeof object === 'string' ? [{ pointer: '', entry: file }] : undefined;
}

/** An intent, or an event of one, whose `data.object` it is. Both may be of any API version. */
export function readRecording(entry: unknown): Recording | { problem: string } {
  const { object, type, data } = (entry ?? {}) as { object?: unknown; type?: unknown; data?: { object?: unknown } };
  if (object !== 'event') return readIntent(entry, '');
  const subject = (data?.object ?? undefined) as { object?: unknown } | undefined;
  if (subject?.object === 'payment_intent') return readIntent(subject, '/data/object');
  return {
    problem: `is an event of another object (${String(type)}); give events of a PaymentIntent, such as payment_intent.canceled`,
  };
}

function readIntent(recorded: unknown, pointer: string): Recording | { problem: string } {
  const { object, charges } = (recorded ?? {}) as { object?: unknown; charges?: { data?: { id?: unknown }[] } };
  if (typeof object === 'string' && object !== 'payment_intent') {
    return { problem: `is a ${object}, not a PaymentIntent; give PaymentIntents, or events of them` };
  }
  // Until 2022-11-15 the charges stood in a list, the latest first, and nothing else named it.
  const latest = Array.isArray(charges?.data) ? { latest_charge: charges.data[0]?.id ?? null } : {};
  return { pointer, ...inTodaysForm(recorded, { ...unset, ...latest }, contractFor('stripe')) };
}
