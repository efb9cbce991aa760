import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { Command, CommanderError } from 'commander';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { addCompare } from '../../src/cli/compare.js';
import { addDocs } from '../../src/cli/docs.js';
import { addServe } from '../../src/cli/serve.js';
import { addVerify } from '../../src/cli/verify.js';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { bin } from './build.js';
import { temporaryDirectory } from './temporaryDirectory.js';

export interface Surroundings {
  /** The working directory; one of its own unless given. */
  readonly directory?: string;
  readonly env?: Record<string, string>;
  /** The command line to start; this checkout's unless given. */
  readonly command?: string;
  /** The Node to start it with; that of the tests unless given. */
  readonly node?: string;
}

/** How a process ended, and all it wrote. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  kill(signal: NodeJS.Signals): void;
  /** Waits until a stream has a match. Rejects with everything written when the process ends without one. */
  printed(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ending>;
}

/** Starts the real command line. What still runs when the test ends is killed. */
export function start(
  args: readonly string[],
  { directory = temporaryDirectory(), ...others }: Surroundings = {},
): RunningCli {
  const { end, ...cli } = startUntilEnded(args, { directory, ...others });
  onTestFinished(end);
  return cli;
}

/** A process that its caller has to end. */
interface EndableCli extends RunningCli {
  /** Kills it if it still runs, and waits until it is gone. */
  end(): Promise<void>;
}

function startUntilEnded(
  args: readonly string[],
  { directory, env, command = bin, node = process.execPath }: Surroundings & { readonly directory: string },
): EndableCli {
  const child = spawn(node, [command, ...args], {
    cwd: directory,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }));
  return {
    kill: (signal) => child.kill(signal),
    printed: (stream, pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output[stream]);
          if (found) resolve(found);
        };
        look();
        child[stream].on('data', look);
        ended.then((ending) => reject(new Error(`ended without ${pattern}: ${JSON.stringify(ending)}`)));
      }),
    ended,
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs the real command line to its end. */
export function run(args: readonly string[], surroundings?: Surroundings): Promise<Ending> {
  return start(args, surroundings).ended;
}

/** The one line with which the command line refuses what it was given. */
export async function complaintOf(args: readonly string[], surroundings?: Surroundings): Promise<string> {
  const { code, stdout, stderr } = await run(args, surroundings);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  return stderr.trim();
}

/** What the parser of the command line has against what it was given. No process is started, and no command runs. */
export function parsingComplaintOf(args: readonly string[]): string {
  try {
    expectParsed(args);
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
  throw new Error(`nothing against ${args.join(' ')}`);
}

/** @throws CommanderError when the parser of the command line has something against it. */
export function expectParsed(args: readonly string[]): void {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const add of [addServe, addVerify, addCompare, addDocs]) add(program);
  for (const command of program.commands) command.action(() => undefined);
  program.parse(args, { from: 'user' });
}

export interface ServingCli extends RunningCli {
  /** Everything it printed when it was ready. */
  readonly announcement: string;
  readonly url: Record<DialectName, string>;
}

/** Starts `serve` on free ports and waits until it is ready. */
export async function serve(args: readonly string[] = [], surroundings?: Surroundings): Promise<ServingCli> {
  return whenReady(start(onFreePorts(args), surroundings));
}

/**
 * Processes of `serve` with the same options, once for all the tests of a describe block, which work on intents of their own.
 *
 * @param options name a database: the processes have no directory of their own.
 */
export function shareServe(count: number, options: () => Promise<readonly string[]>): () => readonly ServingCli[] {
  let ready: readonly ServingCli[] = [];
  beforeAll(async () => {
    const args = onFreePorts(await options());
    const started = Array.from({ length: count }, () => startUntilEnded(args, { directory: tmpdir() }));
    ready = await Promise.all(started.map(whenReady));
    return async () => {
      await Promise.all(started.map(({ end }) => end()));
    };
  });
  return () => ready;
}

function onFreePorts(args: readonly string[]): string[] {
  const served = dialectNames.filter((name) => args.includes(name));
  const ports = (served.length > 0 ? served : dialectNames).flatMap((name) => [`--${name}-port`, '0']);
  return ['serve', ...ports, ...args];
}

async function whenReady(cli: RunningCli): Promise<ServingCli> {
  // The announcement is one write, far below what a pipe takes at once.
  const { input: announcement } = await cli.printed('stdout', /\n$/);
  const urlOf = (dialect: DialectName) => new RegExp(`^${dialect} +(http\\S+)$`, 'm').exec(announcement)?.[1] ?? '';
  return { ...cli, announcement, url: { stripe: urlOf('stripe'), chargefy: urlOf('chargefy') } };
}
