import { spawnSync } from 'node:child_process';

/** Whether this machine has the program. Where it is missing, tests of it are skipped, and the run says so. */
export const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) {
  console.error('python3 is not on this machine: the tests that run it are SKIPPED. Install Python 3 to run them.');
}
