import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { bin } from '../support/build.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

/** Starts a command line through a shell, as npm does. */
const parent = "require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' })";

/** A process that has started a server, and what the server logs. */
async function startParent(command: string) {
  const process_ = spawn(process.execPath, ['-e', parent, command], { cwd: temporaryDirectory() });
  const lines: { pid: number; msg?: string }[] = [];
  const log = createInterface({ input: process_.stderr }).on('line', (line) => lines.push(JSON.parse(line)));
  const logEnds = once(log, 'close');
  onTestFinished(async () => {
    process_.kill('SIGKILL');
    kill(lines[0]?.pid);
    await logEnds;
  });
  const [text] = await once(process_.stdout, 'data');
  return { process: process_, lines, logEnds, url: /http\S+/.exec(String(text))?.[0] ?? '' };
}

/** Ends a process, unless it has ended. */
function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {}
}

const serve = `"${process.execPath}" "${bin}" serve stripe --stripe-port 0 --exit-with-parent`;

it.each([
  ['a shell that waits for it', `${serve}; true`],
  ['a shell that became the server itself', `exec ${serve}`],
])('serve --exit-with-parent stops as on SIGTERM when what started it through %s is killed', async (_how, command) => {
  const { process, lines, logEnds, url } = await startParent(command);
  expect((await fetch(`${url}/_health`)).status).toBe(200);

  process.kill('SIGKILL');
  // The server has the other end for as long as it lives.
  await logEnds;

  expect(lines.flatMap(({ msg }) => msg ?? [])).toEqual(['the parent has ended', 'stopping', 'stopped']);
  await expect(fetch(`${url}/_health`)).rejects.toThrow();
});
