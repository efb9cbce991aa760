/** The log of `serve`: one JSON line for each event, on standard error. */

import { type Logger, pino } from 'pino';
import { printableJson } from '../conformance/report/printableJson.js';
import { lossyOutput } from './lossyOutput.js';

/** Milliseconds that the last lines have to be read when the process ends. */
const patience = 500;

export interface Log {
  readonly logger: Logger;
  /** Resolves when the last lines have been written, or when nobody reads them. */
  end(): Promise<void>;
}

/** Opens the log. Lines that can't be written are lost, and the next one that can follows a line that says how many. */
export function openLog(level: string): Log {
  const output = lossyOutput(process.stderr);
  const notice = pino({ level: 'warn' }, output);
  let told = 0;
  const destination = {
    write(line: string) {
      const lost = output.lost();
      if (lost > told) {
        notice.warn({ lost: lost - told }, 'log lines lost');
        // The notice itself may be lost. It is none of the lines.
        told = output.lost() === lost ? lost : told + 1;
      }
      output.write(printableJson(line));
    },
  };
  return { logger: pino({ level }, destination), end: () => output.flushed(patience) };
}
