import type { Check } from './Check.js';
import { Deviation } from './Deviation.js';
import type { Exchange } from './Exchange.js';
import type { Result } from './Result.js';
import { createSession } from './Session.js';
import { type Target, Unarranged } from './Target.js';
import type { Transport } from './Transport.js';

export interface JudgeOptions {
  readonly target: Target;
  readonly transport: Transport;
  readonly seed: number;
  readonly timeoutMs: number;
  readonly record: (exchange: Exchange) => void;
}

/** Runs one check and turns what it throws into a verdict: only a Deviation speaks of the implementation. */
export async function judge(
  check: Check,
  { target, transport, seed, timeoutMs, record }: JudgeOptions,
): Promise<Result> {
  const start = performance.now();
  const signal = AbortSignal.timeout(timeoutMs);
  const session = createSession({ dialect: dialectOf(check), target, transport, seed, signal, record });
  const done = (verdict: Omit<Result, 'check' | 'durationMs'>): Result => ({
    check,
    durationMs: performance.now() - start,
    ...verdict,
  });
  try {
    await Promise.race([check.run(session), expired(signal)]);
    return done({ verdict: 'pass' });
  } catch (thrown) {
    if (thrown instanceof Unarranged) return done({ verdict: 'unarranged', reason: thrown.message });
    if (thrown instanceof Deviation) {
      const { expected, actual, exchange } = thrown;
      const verdict = check.level === 'MUST' ? 'fail' : 'warn';
      return done({ verdict, expected, actual, ...(exchange && { exchange }) });
    }
    return done({ verdict: 'error', reason: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** A check that waits for something other than an answer, an adapter for example, must not wait for ever. */
function expired(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      // The request that is being aborted tells more; it goes first.
      setImmediate(() => reject(new Error('the check did not end in time')));
    });
  });
}

function dialectOf({ id }: Check): 'stripe' | 'chargefy' {
  return id.startsWith('stripe/') ? 'stripe' : 'chargefy';
}
