import Database from 'libsql';
import { onTestFinished } from 'vitest';
import { connectTo } from './postgresReference.js';

/** Ids in the order in which the database was told of their changes. Ask when a server has made its tables. */
export type Changes = () => Promise<string[]>;

/** Lets a file write down whenever a status is set, by whatever process. */
export async function watchFile(path: string): Promise<Changes> {
  const database = new Database(path, { timeout: 5_000 });
  onTestFinished(() => void database.close());
  database.exec(`
    create table changes (id text);
    create trigger changed after update of status on payment_intents begin insert into changes values (new.id); end;
  `);
  const select = database.prepare('select id from changes order by rowid');
  return async () => (select.all() as { id: string }[]).map(({ id }) => id);
}

/** Lets a PostgreSQL database write down whenever a status is set, by whatever process. */
export async function watchPostgres(url: string): Promise<Changes> {
  const client = await connectTo(url);
  await client.query(`
    create table changes (position serial, id text);
    create function write_down() returns trigger language plpgsql as $$
      begin insert into changes (id) values (new.id); return null; end
    $$;
    create trigger changed after update of status on payment_intents for each row execute function write_down();
  `);
  return async () => (await client.query('select id from changes order by position')).rows.map(({ id }) => id);
}
