import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import pg from 'pg';
import { binaries } from './postgresBinaries.js';
import { vanishingDirectory } from './vanishingDirectory.js';

export interface Postgres {
  /** The URL of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends every connection, as a restart of the machine does, and refuses new ones until it is started again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

const user = 'postgres';
const password = 'postgres-secret';

/**
 * A PostgreSQL out of the npm package, on a free port and with a directory of its own, both gone when this process ends,
 * even killed. It takes one to three seconds.
 *
 * @param bin the folder of its binaries.
 */
export async function startPostgres(bin = binaries()): Promise<Postgres> {
  const directory = vanishingDirectory('postgres');
  writeFileSync(`${directory.path}/password`, password);
  const options: SpawnOptions = {
    cwd: directory.path,
    env: { LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe', directory.hold],
    detached: true,
    ...(process.getuid?.() === 0 && giveToNobody(directory.path)),
  };
  await initialize(bin, options);
  const port = await freePort();
  const urlOf = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  let server = await serve(bin, port, options);

  async function stop(): Promise<void> {
    if (server.exitCode !== null) return;
    server.stdin?.end();
    await once(server, 'exit');
  }

  return {
    async createDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = new pg.Client(urlOf('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(name);
    },
    stop,
    async start() {
      server = await serve(bin, port, options);
    },
    async remove() {
      await stop();
      await directory.remove();
    },
  };
}

/** PostgreSQL refuses to run as root, whom containers like to run everything as. Every system has a `nobody`. */
function giveToNobody(directory: string): { uid: number; gid: number } {
  execFileSync('chown', ['-R', 'nobody:', directory]);
  const { uid, gid } = statSync(directory);
  return { uid, gid };
}

async function initialize(bin: string, options: SpawnOptions): Promise<void> {
  const access = ['--auth=password', `--username=${user}`, '--pwfile=password'];
  const initdb = spawn(`${bin}/initdb`, ['data', ...access, '--encoding=UTF8', '--no-locale', '--no-sync'], options);
  const log: string[] = [];
  initdb.stderr?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const [code] = await once(initdb, 'close');
  if (code !== 0) throw new Error(`PostgreSQL made no cluster: ${log.join('')}`);
}

/**
 * Runs a program until the standard input ends, as it does when this process is killed. PostgreSQL takes SIGINT for
 * "end every connection"; until it listens for signals it ignores that one, and SIGTERM ends it.
 */
const untilInputEnds = '"$0" "$@" & exec 2>&-; read -r _; kill -TERM $!; kill -INT $!; wait';

async function serve(bin: string, port: number, options: SpawnOptions): Promise<ChildProcess> {
  // Nothing here outlives the machine, and tests need not wait for its disk.
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'fsync=off'];
  const args = ['-D', 'data', ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn('sh', ['-c', untilInputEnds, `${bin}/postgres`, ...args], options);
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    server.stderr?.once('end', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
