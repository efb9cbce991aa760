/** Opens what the checks of a run share. */

import type { DialectName } from '../../contract/dialect.js';
import type { Exchange } from '../target/Exchange.js';
import { networkFetch } from '../target/networkFetch.js';
import { openTransport } from '../target/openTransport.js';
import type { Target } from '../target/Target.js';
import { withHeaders } from '../target/withHeaders.js';
import { messageOf } from '../target/wordsOf.js';
import type { Inspect } from './inspectArranged.js';
import type { Pace } from './pace.js';
import { probe } from './preflight.js';
import { createPresence } from './presence.js';
import type { Run } from './Run.js';
import { Stopped } from './Stopped.js';
import type { Stalls } from './stalls.js';
import { quietController } from './withTimeout.js';

export interface OpenRunOptions {
  readonly pace: Pace;
  readonly inspect: Inspect;
  readonly stalls: Stalls;
  readonly seed: number;
  readonly cases?: number;
  /** Milliseconds for one request. */
  readonly timeoutMs: number;
  readonly record: (exchange: Exchange) => void;
  /** Stops the run. */
  readonly signal?: AbortSignal | undefined;
}

export interface OpenRun extends Run {
  /** Closes the connections that are kept. */
  close(): void;
}

/** @throws TypeError for an invalid target. */
export function openRun(dialect: DialectName, target: Target, { signal, ...options }: OpenRunOptions): OpenRun {
  const transport = openTransport(target);
  const network = networkFetch(target.tls, (opened) => withHeaders(opened, target.headers ?? {}));
  const controller = quietController();
  const stop = (line: string) => controller.abort(new Stopped(line));
  const stopForCaller = () => stop(reasonOf(signal?.reason));
  if (signal?.aborted) stopForCaller();
  signal?.addEventListener('abort', stopForCaller, { once: true });
  const shared = { dialect, target, transport, network, ...options, signal: controller.signal };
  const presence = createPresence((given) => probe({ ...shared, signal: given }), stop);
  return {
    ...shared,
    presence,
    close() {
      signal?.removeEventListener('abort', stopForCaller);
      transport.close?.();
      network.close();
    },
  };
}

/** The line of the caller who stops a run; an abort without a reason has none. */
function reasonOf(reason: unknown): string {
  return reason instanceof Error && reason.name !== 'AbortError' ? messageOf(reason) : 'the run was stopped';
}
