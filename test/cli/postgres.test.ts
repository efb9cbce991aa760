import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/cli/database.js';
import { complaintOf, type ServingCli, serve } from '../support/cli.js';
import { startPooler } from '../support/pooler.js';
import { connectTo, sharePostgres } from '../support/postgresReference.js';

const postgres = sharePostgres();

const authorization = { Authorization: 'Bearer sk_test_reference' };
const make = ({ url }: ServingCli, id: string) =>
  fetch(`${url.stripe}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: authorization,
    body: JSON.stringify({ id, status: 'requires_capture' }),
  });
const cancel = ({ url }: ServingCli, id: string, key: string) =>
  fetch(`${url.stripe}/v1/payment_intents/${id}/cancel`, {
    method: 'POST',
    headers: { ...authorization, 'Idempotency-Key': key },
  });

describe('serve --database postgres://…', () => {
  it('keeps intents there, for every process that is pointed at it', async () => {
    const database = await postgres().createDatabase();
    const left = await serve(['stripe', '--database', database]);
    const right = await serve(['stripe'], { env: { DATABASE_URL: database.replace('postgres:', 'postgresql:') } });
    await make(left, 'pi_1');

    const first = await cancel(right, 'pi_1', 'key-1');
    const again = await cancel(left, 'pi_1', 'key-1');
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(await again.text()).toBe(await first.text());
  });

  it('may be started several times at once on an empty database', async () => {
    const database = await postgres().createDatabase();
    const servers = await Promise.all(Array.from({ length: 4 }, () => serve(['stripe', '--database', database])));
    for (const [index, server] of servers.entries()) expect((await make(server, `pi_${index}`)).status).toBe(201);
  });

  it('never shows the password', async () => {
    const database = await postgres().createDatabase();
    const { password } = new URL(database);
    const cli = await serve(['stripe', '--database', database, '--log-level', 'trace']);
    await make(cli, 'pi_1');
    cli.kill('SIGTERM');
    const { code, stdout, stderr } = await cli.ended;
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(password);
  });
});

describe('a PostgreSQL that other programs use, too', () => {
  it('is shared with them: their tables are usual there', async () => {
    const database = await postgres().createDatabase();
    await (await connectTo(database)).query('create table customers (name text)');
    await (await openDatabase(database)).store.close();
  });

  it.each([
    ['payment_intents', 'create table payment_intents (id text)', 'relation "payment_intents" already exists'],
    [
      'kysely_migration',
      "create table kysely_migration (name varchar(255), timestamp varchar(255)); insert into kysely_migration values ('0', '0')",
      'it holds migrations of another program',
    ],
  ])('is refused when they have a table %s, which is left as it was', async (table, statements, reason) => {
    const database = await postgres().createDatabase();
    const client = await connectTo(database);
    await client.query(statements);
    const before = await client.query(`select * from ${table}`);
    await expect(openDatabase(database)).rejects.toThrow(`can't open it (${reason}); check that`);
    expect(await client.query(`select * from ${table}`)).toMatchObject({ fields: before.fields, rows: before.rows });
  });
});

describe('a PostgreSQL that can not be had is refused', () => {
  it('when no server listens, and says at which address', async () => {
    const complaint = await complaintOf(['serve', '--database', 'postgres://me:hunter2@127.0.0.1:1/intents']);
    expect(complaint).toMatch(
      /^error: --database postgres:\/\/127\.0\.0\.1:1\/intents: can't open it \(connect ECONNREFUSED 127\.0\.0\.1:1\); check that/,
    );
  });

  it('when a pooler gives each transaction another session, and says which mode it needs', async () => {
    const { url } = await startPooler(await postgres().createDatabase(), true);
    expect(await complaintOf(['serve', '--database', url])).toMatch(
      /^error: --database postgres:\/\/127.*: can't open it \(a pooler on the way loses prepared statements; put it into session mode\)/,
    );
  });

  it.each([
    [
      'the database is missing',
      (url: URL) => `postgres://${url.username}:${url.password}@${url.host}/none`,
      'does not exist',
    ],
    [
      'the password is wrong',
      (url: URL) => `postgres://${url.username}:hunter2@${url.host}${url.pathname}`,
      'password authentication failed',
    ],
  ])('when %s', async (_what, change, reason) => {
    const url = new URL(await postgres().createDatabase());
    const refusal = openDatabase(change(url));
    await expect(refusal).rejects.toThrow(reason);
    await expect(refusal).rejects.not.toThrow(/hunter2|postgres-secret/);
  });

  it.each([
    'postgres://me:hun/ter2@localhost:1/intents',
    'postgres://me:1/hunter2@localhost.invalid/intents',
    'postgres://me:hunter@2@127.0.0.1:1/intents?password=hunter2',
    'postgres://me:hunter2@127.0.0.1:1/intents?sslpassword=hunter2',
  ])('without its password, wherever that is written: %s', async (url) => {
    const refusal = openDatabase(url);
    await expect(refusal).rejects.toThrow(/^--database postgres:/);
    await expect(refusal).rejects.not.toThrow(/hunter|ter2/);
  });
});
