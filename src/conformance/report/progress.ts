/** The line of progress of a run on a terminal. */

import type { Reporter, Sink } from './Reporter.js';

const clearLine = '\r\x1b[2K';

/** Shows on the last line of a terminal how many checks are through, and leaves nothing of it. */
export function progress({ write, columns = 80 }: Pick<Sink, 'write' | 'columns'>): Reporter {
  let total = 0;
  let done = 0;
  // The line that the next one overwrites must not wrap.
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
