/** The log of `serve`: a line for each event, on standard error. */

import picocolors from 'picocolors';
import { type Logger, pino } from 'pino';
import { printableJson } from '../conformance/report/printableJson.js';
import type { LogFormat } from './logFormat.js';
import { prettyLine } from './logLine.js';
import { lossyOutput } from './lossyOutput.js';

/** Milliseconds that the last lines have to be read when the process ends. */
const patience = 500;

/** The level of a warning, as pino counts. */
const grave = 40;

export interface Log {
  readonly logger: Logger;
  /** Lets the lines out. Until then warnings and errors wait; lines of lower levels, which tell of starting, are dropped. */
  begin(): void;
  /** Resolves when the last lines have been written, or when they are not read. */
  end(): Promise<void>;
}

/**
 * Opens the log. Lines that can't be written are lost, and the next one that can follows a line that says how many.
 *
 * @param format `pretty` on a terminal and `json` elsewhere unless given.
 */
export function openLog(level: string, format: LogFormat = process.stderr.isTTY ? 'pretty' : 'json'): Log {
  const colors = process.stderr.isTTY === true && picocolors.isColorSupported;
  const output = lossyOutput(process.stderr);
  const write = (line: string) => output.write(format === 'pretty' ? prettyLine(line, colors) : printableJson(line));
  const notice = pino({ level: 'warn' }, { write });
  let told = 0;
  let waiting: string[] | undefined = [];
  const destination = {
    write(line: string) {
      if (waiting) {
        if (JSON.parse(line).level >= grave) waiting.push(line);
        return;
      }
      const lost = output.lost();
      if (lost > told) {
        notice.warn({ lost: lost - told }, 'log lines lost');
        // The notice itself may be lost, but does not count as a line.
        told = output.lost() === lost ? lost : told + 1;
      }
      write(line);
    },
  };
  return {
    logger: pino({ level }, destination),
    begin() {
      const lines = waiting ?? [];
      waiting = undefined;
      for (const line of lines) write(line);
    },
    end: () => output.flushed(patience),
  };
}
