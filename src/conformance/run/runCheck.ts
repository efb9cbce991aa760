/** Runs one check and says its verdict. */

import type { Check } from '../checks/Check.js';
import { Deviation } from '../checks/Deviation.js';
import type { Exchange } from '../target/Exchange.js';
import { NotServed } from '../target/NotServed.js';
import { createRedact, redactExchange } from '../target/redact.js';
import { isUnarranged } from '../target/Target.js';
import { bounded, messageOf } from '../target/wordsOf.js';
import { createSession } from './createSession.js';
import { evidenceOf } from './evidence.js';
import type { Result } from './Result.js';
import type { ReadyRun } from './Run.js';
import { Stopped } from './Stopped.js';
import type { Trail } from './Trail.js';
import { withIdleLimit } from './withIdleLimit.js';

/** Milliseconds that checks themselves wait, until a clock has moved on or a cancel has come through. */
const ownWaits = 5_000;

/**
 * Runs one check and turns what it throws into a verdict: only a Deviation speaks of the implementation. No secret of
 * the target gets past here.
 */
export async function runCheck(check: Check, run: ReadyRun): Promise<Result> {
  const start = performance.now();
  const redact = createRedact(run.target);
  let beyondFetch: string | undefined;
  const tell = (why: string) => {
    beyondFetch ??= why;
  };
  const done = (verdict: Omit<Result, 'check' | 'durationMs'>): Result => ({
    check,
    durationMs: performance.now() - start,
    ...verdict,
    ...(beyondFetch !== undefined && { beyondFetch }),
  });
  const trail: Trail = { arranged: [], steps: [] };
  try {
    const record = (exchange: Exchange) => run.record({ ...redactExchange(exchange, redact), check: check.id });
    await withIdleLimit(run.timeoutMs + ownWaits, run.signal, (busy, signal) =>
      check.run(createSession({ ...run, check: check.id, busy, signal, record, trail, tell })),
    );
    return done({ verdict: 'pass' });
  } catch (thrown) {
    if (thrown instanceof Deviation) {
      return done({
        verdict: check.level === 'MUST' ? 'fail' : 'warn',
        expected: bounded(redact(thrown.expected)),
        actual: bounded(redact(thrown.actual)),
        ...(thrown.exchange && evidenceOf(thrown.exchange, trail, redact, run.target)),
      });
    }
    const reason = bounded(redact(messageOf(thrown)));
    if (thrown instanceof NotServed) return done({ verdict: 'unarranged', reason, notServed: true });
    return done({ verdict: isUnarranged(thrown) || thrown instanceof Stopped ? 'unarranged' : 'error', reason });
  }
}
