/** Ends a run before its time, with what was judged by then. */

import { reasonOf } from './UsageError.js';

export interface StopSignal {
  /** Aborted with an Error whose message is one line. */
  readonly signal: AbortSignal;
  /** The process ends by itself from here on, or is ended: an adapter may leave things open for ever. */
  done(): void;
}

/** Milliseconds for what is still open after the report. */
const patience = 1_000;

/** Ctrl-C, SIGTERM and an uncaught error stop the run. The second signal ends the process as it does by default. */
export function stopSignal(): StopSignal {
  const controller = new AbortController();
  const stop = (reason: string) => controller.abort(new Error(reason));
  const onSignal = (name: NodeJS.Signals) => stop(`the run was stopped by ${name}`);
  // Node would end with 1, which is a verdict.
  const onCrash = (error: unknown) => stop(reasonOf(error));
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  process.on('uncaughtException', onCrash);
  return {
    signal: controller.signal,
    done() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      // Written last, so that a slow reader gets all of the report before.
      process.stdout.write('', () => setTimeout(() => process.exit(), patience).unref());
    },
  };
}
