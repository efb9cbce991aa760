import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether this machine has the program. Where it is missing, tests of it are skipped, and the run says so. */
export const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl)
  console.error('curl is not on this machine: the tests that run it are SKIPPED. Install curl to run them.');

/** Runs curl without the settings of whoever runs the tests. Gives back the status and the JSON of the answer. */
export async function curl(...options: readonly string[]): Promise<{ status: number; body: Record<string, unknown> }> {
  const settings = ['-q', '--silent', '--show-error', '--max-time', '10', '--write-out', '\n%{http_code}'];
  const { stdout } = await promisify(execFile)('curl', [...settings, ...options], { env: { PATH: process.env.PATH } });
  const split = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(split)), body: JSON.parse(stdout.slice(0, split)) };
}
