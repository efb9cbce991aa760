/** Runs one check and says its verdict. */

import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import { Deviation } from '../checks/Deviation.js';
import type { RequestOf } from '../checks/suites.js';
import type { Exchange } from '../target/Exchange.js';
import { createRedact, redactExchange } from '../target/redact.js';
import { isUnarranged, type Target } from '../target/Target.js';
import type { Transport } from '../target/Transport.js';
import { createSession } from './createSession.js';
import { toCurl } from './curl.js';
import type { Result } from './Result.js';
import { withTimeout } from './withTimeout.js';

export interface RunCheckOptions {
  readonly dialect: DialectName;
  readonly target: Target;
  readonly transport: Transport;
  readonly seed: number;
  readonly cases?: number;
  readonly requestOf?: RequestOf;
  readonly timeoutMs: number;
  /** Told of every exchange as it ends, without secrets. */
  readonly record: (exchange: Exchange) => void;
}

/**
 * Runs one check and turns what it throws into a verdict: only a Deviation speaks of the implementation. No secret of
 * the target gets past here.
 */
export async function runCheck(check: Check, { timeoutMs, record, ...options }: RunCheckOptions): Promise<Result> {
  const start = performance.now();
  const redact = createRedact(options.target);
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
  try {
    const recordRedacted = (exchange: Exchange) => record(redactExchange(exchange, redact));
    await withTimeout(timeoutMs, (signal) =>
      check.run(createSession({ ...options, signal, record: recordRedacted, tell })),
    );
    return done({ verdict: 'pass' });
  } catch (thrown) {
    if (thrown instanceof Deviation) {
      const exchange = thrown.exchange && redactExchange(thrown.exchange, redact);
      return done({
        verdict: check.level === 'MUST' ? 'fail' : 'warn',
        expected: redact(thrown.expected),
        actual: redact(thrown.actual),
        ...(exchange && { exchange, curl: toCurl(exchange.request, options.target.url) }),
      });
    }
    const reason = redact(thrown instanceof Error ? thrown.message : String(thrown));
    return done({ verdict: isUnarranged(thrown) ? 'unarranged' : 'error', reason });
  }
}
