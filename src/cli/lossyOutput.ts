/** Standard output and standard error for a process that must go on when they take nothing more. */

import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Bytes that may wait for a reader who is slow. */
const mostWaiting = 256 * 1024;

/** Milliseconds between two attempts to write to a pipe that is full. */
const pause = 20;

export interface LossyOutput {
  /** Writes a text now, or when the reader has made room, or loses it. Never throws and never keeps the process waiting. */
  write(text: string): void;
  /** How many texts have been lost: the reader was slow or had left, or the disk was full. */
  lost(): number;
  /** Resolves when nothing waits for the reader any more, or after `patience` milliseconds. */
  flushed(patience: number): Promise<void>;
}

export function lossyOutput(stream: typeof process.stdout | typeof process.stderr): LossyOutput {
  // The stream itself is not used: a full disk ends it, and texts that wait in it keep the process running. But its
  // existence makes a pipe refuse what it has no room for, where otherwise the process would wait.
  const { fd } = stream;
  const waiting: Buffer[] = [];
  let bytes = 0;
  let lost = 0;
  let retry: NodeJS.Timeout | undefined;
  let torn = false;

  function flush(): void {
    retry = undefined;
    try {
      for (let [first] = waiting; first; [first] = waiting) {
        const written = writeSync(fd, first);
        bytes -= written;
        torn = written < first.length;
        if (torn) waiting[0] = first.subarray(written);
        else waiting.shift();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') retry = setTimeout(flush, pause).unref();
      else lose();
    }
  }

  function lose(): void {
    lost += waiting.length;
    waiting.length = 0;
    bytes = 0;
  }

  return {
    write(text) {
      // A text after half a line begins a line of its own.
      const next = Buffer.from(torn && waiting.length === 0 ? `\n${text}` : text);
      if (bytes + next.length > mostWaiting) {
        lost += 1;
        return;
      }
      waiting.push(next);
      bytes += next.length;
      if (!retry) flush();
    },
    lost: () => lost,
    async flushed(patience) {
      const end = performance.now() + patience;
      while (waiting.length > 0 && performance.now() < end) await wait(pause);
    },
  };
}
