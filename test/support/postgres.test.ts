import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { startPostgres } from './postgres.js';
import { copyBinaries, installed } from './postgresBinaries.js';
import { temporaryDirectory } from './temporaryDirectory.js';

async function dataDirectoryAt(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query("select current_setting('data_directory') as directory");
  await client.end();
  return rows[0].directory;
}

it('PostgreSQL starts out of a checkout that is closed to other users, under a umask of 077, as root as well', async () => {
  const umask = process.umask(0o077);
  onTestFinished(() => void process.umask(umask));
  const closed = temporaryDirectory();
  execFileSync('cp', ['-RP', `${installed}/native`, `${installed}/scripts`, closed]);
  execFileSync('chmod', ['-R', 'go-rwx', closed]);

  const postgres = await startPostgres(copyBinaries(closed));
  onTestFinished(() => postgres.remove());

  expect(existsSync(await dataDirectoryAt(await postgres.createDatabase()))).toBe(true);
});

it('PostgreSQL and its files are gone soon after the process that started it was killed', async () => {
  const script = `
    import { startPostgres } from './postgres.js';
    import { binaries } from './postgresBinaries.js';
    const postgres = await startPostgres();
    console.log(JSON.stringify({ url: await postgres.createDatabase(), bin: binaries() }));
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  const { url, bin } = JSON.parse(String(line)) as { url: string; bin: string };
  const data = await dataDirectoryAt(url);
  expect([existsSync(data), existsSync(bin)]).toEqual([true, true]);

  child.kill('SIGKILL');

  await expect.poll(() => [existsSync(data), existsSync(bin)], { timeout: 10_000 }).toEqual([false, false]);
  await expect(dataDirectoryAt(url)).rejects.toThrow('ECONNREFUSED');
});
