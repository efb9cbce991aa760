/** Gets an intent from an adapter, which may do anything. */

import { unlessAborted } from '../target/fetchTransport.js';
import { NotServed } from '../target/NotServed.js';
import type { SendOver } from '../target/networkFetch.js';
import { type Arranged, isUnarranged, Unarranged, type Wanted } from '../target/Target.js';
import { NoAnswer } from '../target/Transport.js';
import { messageOf, wordsOf } from '../target/wordsOf.js';
import type { Run } from './Run.js';
import { type Busy, withIdleLimit } from './withIdleLimit.js';
import { TookTooLong, withTimeout } from './withTimeout.js';

/** Requests that one intent may take. */
const mostRequests = 100;

/** Characters of an id; Stripe's have 27. */
const longestId = 500;

/**
 * Arranges an intent for a check. The adapter has the time of one request, besides those that it sends through the
 * kit's fetch.
 *
 * @param signal aborted when the intent is no longer wanted.
 * @throws Unarranged when the adapter has none, and at once after too many got no answer in time; Stopped when the run
 *   ends; Error for any fault of the adapter.
 */
export async function arrangeIntent(
  { dialect, target, network, pace, presence, stalls, timeoutMs }: Run,
  check: string,
  wanted: Pick<Wanted, 'status' | 'key' | 'options' | 'record'>,
  signal: AbortSignal,
): Promise<Arranged> {
  const attempt = stalls.begin();
  let requests = 0;

  const sendOver =
    (busy: Busy): SendOver =>
    (transport, request) => {
      requests += 1;
      if (requests > mostRequests) throw new Error(`one intent took more than ${mostRequests} requests`);
      const send = () => withTimeout(timeoutMs, (given) => transport.send(request, given), signal);
      return busy(() =>
        pace.patiently(send, signal).catch((thrown: unknown) => {
          if (!(thrown instanceof TookTooLong)) throw thrown;
          throw new NoAnswer(`none within ${timeoutMs} ms`, { cause: thrown });
        }),
      );
    };

  const leave = presence.enter(check, `arranging an intent in ${wanted.status}`);
  try {
    const arranged = await withIdleLimit(timeoutMs, signal, (busy, given) => {
      const { arrange, headers } = target;
      const usual = headers && { headers };
      const arranging = async () =>
        arrange({ dialect, ...wanted, ...usual, fetch: network.fetchBy(sendOver(busy)), signal: given });
      return unlessAborted(arranging(), given);
    });
    attempt.answered();
    return read(arranged);
  } catch (thrown) {
    signal.throwIfAborted();
    const told = messageOf(thrown);
    const known = isUnarranged(thrown);
    // The adapter may have found the target gone.
    if (!known || (thrown instanceof Error && thrown.cause instanceof NoAnswer))
      await presence.blame(check, false, signal);
    // An adapter may throw anything; from here on it is an Error with a text.
    const text = thrown instanceof TookTooLong ? `arranging an intent in ${wanted.status}: ${told}` : told;
    const reason = thrown instanceof NotServed ? new NotServed(text) : known ? new Unarranged(text) : new Error(text);
    if (tookTooLong(thrown)) attempt.stalled(reason);
    else attempt.answered();
    throw reason;
  } finally {
    leave();
  }
}

/** Whether its first cause is that time ran out. */
function tookTooLong(thrown: unknown): boolean {
  if (thrown instanceof TookTooLong) return true;
  return thrown instanceof Error && thrown.cause !== undefined && tookTooLong(thrown.cause);
}

function read(arranged: unknown): Arranged {
  const { id, giveBack } = Object(arranged) as { id?: unknown; giveBack?: unknown };
  if (typeof id !== 'string' || id === '' || id.length > longestId) {
    throw new TypeError(`the adapter gave ${wordsOf(arranged).slice(0, longestId)}, not { id: "pi_…" }`);
  }
  return typeof giveBack === 'function' ? { id, giveBack: giveBack as () => void } : { id };
}
