import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/cli/database.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { complaintOf, type ServingCli, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

const authorization = { Authorization: 'Bearer sk_test_reference' };
const intents = '/v1/payment_intents';

const make = (cli: ServingCli, id: string) =>
  fetch(`${cli.url.stripe}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: authorization,
    body: JSON.stringify({ id, status: 'requires_capture' }),
  });
const cancel = (cli: ServingCli, id: string) =>
  fetch(`${cli.url.stripe}${intents}/${id}/cancel`, { method: 'POST', headers: authorization });
const exists = async (cli: ServingCli, id: string) =>
  (await fetch(`${cli.url.stripe}${intents}/${id}`, { headers: authorization })).status === 200;

describe('serve --database', () => {
  it('keeps intents in payment-intents.db of the working directory unless told otherwise, also by an empty DATABASE_URL', async () => {
    const directory = temporaryDirectory();
    const first = await serve(['stripe'], { directory });
    await make(first, 'pi_1');
    first.kill('SIGTERM');
    await first.ended;
    expect(readdirSync(directory)).toEqual(['payment-intents.db']);

    const second = await serve(['stripe'], { directory, env: { DATABASE_URL: '' } });
    expect(await exists(second, 'pi_1')).toBe(true);
  });

  it('keeps them in the file that is named, and not in the one that DATABASE_URL names', async () => {
    const directory = temporaryDirectory();
    const env = { DATABASE_URL: 'file:from-environment.db' };
    await serve(['stripe', '--database', 'file:here and.there?.db'], { directory, env });
    expect(readdirSync(directory)).toContain('here and.there?.db');
    expect(readdirSync(directory)).not.toContain('from-environment.db');
  });

  it('writes nothing with memory:', async () => {
    const directory = temporaryDirectory();
    const cli = await serve(['stripe', '--database', 'memory:'], { directory });
    expect((await make(cli, 'pi_1')).status).toBe(201);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is what DATABASE_URL says when it is not given itself', async () => {
    const directory = temporaryDirectory();
    vi.stubEnv('DATABASE_URL', `file:${directory}/from-environment.db`);
    await (await openDatabase(undefined)).store.close();
    expect(readdirSync(directory)).toContain('from-environment.db');
  });

  it('can be one file for two servers, each of which sees what the other did', async () => {
    const directory = temporaryDirectory();
    const [left, right] = await Promise.all([serve(['stripe'], { directory }), serve(['stripe'], { directory })]);
    const ids = Array.from({ length: 30 }, (_, index) => `pi_${index}`);
    await Promise.all(ids.map((id) => make(left, id)));

    const outcomes = await Promise.all(ids.map((id) => Promise.all([cancel(left, id), cancel(right, id)])));
    for (const pair of outcomes) expect(pair.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('says that its log was deleted, and keeps what it has answered even when it is killed', async () => {
    const directory = temporaryDirectory();
    const first = await serve(['stripe'], { directory });
    await make(first, 'pi_1');
    await make(first, 'pi_2');
    expect((await cancel(first, 'pi_1')).status).toBe(200);

    rmSync(`${directory}/payment-intents.db-wal`);
    expect((await cancel(first, 'pi_2')).status).toBe(503);
    await first.printed('stderr', /payment-intents\.db-wal has been moved or deleted.*"msg":"store unavailable"/);
    first.kill('SIGKILL');
    await first.ended;

    const second = await serve(['stripe'], { directory });
    expect([(await cancel(second, 'pi_1')).status, (await cancel(second, 'pi_2')).status]).toEqual([400, 200]);
  });

  it('can be locked by another process: five seconds later every request that waits is refused', async () => {
    const directory = temporaryDirectory();
    const cli = await serve(['stripe', '--log-level', 'silent'], { directory });
    await make(cli, 'pi_1');
    const other = new Database(`${directory}/payment-intents.db`);
    other.exec('begin immediate');
    const since = performance.now();
    const answers = await Promise.all(Array.from({ length: 400 }, () => cancel(cli, 'pi_1')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(performance.now() - since).toBeLessThan(9_000);

    other.close();
    expect((await cancel(cli, 'pi_1')).status).toBe(200);
    cli.kill('SIGTERM');
    expect((await cli.ended).code).toBe(0);
  });
});

describe('a database that can not be had is refused', () => {
  it.each(['', 'memory', 'payment-intents.db', 'file:', 'file::memory:', 'mysql://me:hunter2@host/db'])(
    'when it is named %j, which is not repeated because it may hold a password',
    async (url) => {
      const refusal = openDatabase(url);
      await expect(refusal).rejects.toThrow(UsageError);
      await expect(refusal).rejects.toThrow(
        /^--database: unknown form; use file:PATH, memory: or postgres:\/\/USER:PASSWORD@HOST\/DATABASE\.$/,
      );
    },
  );

  it('when DATABASE_URL has another form', async () => {
    vi.stubEnv('DATABASE_URL', 'mysql://me:hunter2@host/db');
    await expect(openDatabase(undefined)).rejects.toThrow(
      /^DATABASE_URL: unknown form; use file:PATH, memory: or(?!.*hunter2)/,
    );
  });

  it('when it is a directory', async () => {
    const directory = temporaryDirectory();
    await expect(openDatabase(`file:${directory}`)).rejects.toThrow(
      /^--database file:.*: can't open it \(EISDIR: .*\); use another file:PATH or memory:\.$/,
    );
  });

  it('when it is a file of another kind, which is left as it was', async () => {
    const directory = temporaryDirectory({ 'notes.txt': 'Remember the milk. '.repeat(100) });
    expect(await complaintOf(['serve', '--database', 'file:notes.txt'], { directory })).toContain('not a database');
    expect(readdirSync(directory)).toEqual(['notes.txt']);
    expect(readFileSync(`${directory}/notes.txt`, 'utf8')).toBe('Remember the milk. '.repeat(100));
  });

  it.each([
    ['tables', "create table customers (name text); insert into customers values ('Ada')"],
    ['migrations', 'create table kysely_migration (name text, timestamp text)'],
    [
      'tables, with names that are no UTF-8,',
      `create table a (b); pragma writable_schema = 1; update sqlite_schema set
        name = cast(x'ff' as text), tbl_name = cast(x'ff' as text), sql = cast(x'637265617465207461626c6520ff286229' as text)`,
    ],
  ])('when another program has its %s in it, which is left as it was', async (_what, statements) => {
    const directory = temporaryDirectory();
    const owner = new Database(`${directory}/customers.db`);
    owner.exec(statements);
    owner.close();
    const before = readFileSync(`${directory}/customers.db`);
    const url = `file:${directory}/customers.db`;
    await expect(openDatabase(url)).rejects.toThrow(
      `--database ${url}: can't open it (it holds tables of another program); use another file:PATH or memory:.`,
    );
    expect(readFileSync(`${directory}/customers.db`).equals(before)).toBe(true);
    expect(readdirSync(directory)).toEqual(['customers.db']);
  });

  it('when its directory is missing', async () => {
    await expect(openDatabase('file:no/where.db')).rejects.toThrow(/can't open it \(ENOENT: no such file or directory/);
  });

  it('when its path looks like the address of another host', async () => {
    await expect(openDatabase('file:libsql://127.0.0.1:1/intents')).rejects.toThrow(
      /\(ENOENT: no such file or directory/,
    );
  });

  it.runIf(existsSync('/proc/self'))('where not even root can write', async () => {
    await expect(openDatabase('file:/proc/payment-intents.db')).rejects.toThrow(/can't open it \(ENOENT/);
  });
});
