/** The line of progress of a run on a terminal. */

import type { Reporter, Sink } from './Reporter.js';

const clearLine = '\r\x1b[2K';

/** Shows how many checks are through on the last line of a terminal, and clears it at the end. */
export function progress({ write, columns = 80 }: Pick<Sink, 'write' | 'columns'>): Reporter {
  let total = 0;
  let done = 0;
  // A line that wraps could not be overwritten.
  const show = (text: string) => write(`${clearLine}${`${done}/${total} ${text}`.slice(0, columns - 1)}`);
  return {
    onStart(checks) {
      total = checks.length;
      show('');
    },
    onResult({ check }) {
      done += 1;
      show(check.id);
    },
    onEnd: () => write(clearLine),
  };
}
