/** Looks at the intents that a run is given, before a check relies on them. */

import { retrievePath } from '../target/operationPath.js';
import { Unarranged, type Wanted } from '../target/Target.js';
import type { Transport } from '../target/Transport.js';
import type { Pace } from './pace.js';

/** Milliseconds for the look. A retrieve that takes longer counts as one that does not work. */
const patience = 3_000;

/** Failed looks after which the target counts as having no working retrieve. */
const mostMisses = 3;

/** What a check wants of an intent, as far as a look can tell. */
type Looked = Pick<Wanted, 'dialect' | 'status' | 'key'>;

/**
 * Looks at an intent that an adapter gave.
 *
 * @throws Unarranged when it is in another status, or was given before.
 */
export type Inspect = (id: string, wanted: Looked, sending: Sending, signal: AbortSignal) => Promise<void>;

interface Sending {
  readonly transport: Transport;
  readonly pace: Pace;
}

/**
 * Begins a run, in which no id may be given twice. The status is compared if retrieve shows one to the owner; this
 * request is no evidence of a check.
 */
export function createInspect(): Inspect {
  const given = new Set<string>();
  let misses = 0;
  let seen = false;

  return async (id, wanted, sending, signal) => {
    if (given.has(id)) throw new Unarranged(`the adapter gave ${id} twice`);
    given.add(id);
    if (!seen && misses >= mostMisses) return;
    const status = await statusOf(id, wanted, sending, signal);
    if (status === undefined) misses += 1;
    else seen = true;
    if (status !== undefined && status !== wanted.status) {
      throw new Unarranged(`the adapter gave ${status} instead of ${wanted.status}`);
    }
  };
}

/** Undefined when retrieve shows the owner none. */
async function statusOf(id: string, { dialect, key }: Looked, { transport, pace }: Sending, signal: AbortSignal) {
  const request = { method: 'GET', path: retrievePath(dialect, id), headers: { Authorization: `Bearer ${key}` } };
  try {
    const send = () => transport.send(request, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
    const { status, json } = await pace.patiently(send, signal);
    if (status !== 200 || typeof json !== 'object' || json === null) return undefined;
    const shown: unknown = (json as { readonly status?: unknown }).status;
    return typeof shown === 'string' ? shown : undefined;
  } catch {
    return undefined;
  }
}
