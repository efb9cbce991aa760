import { type Kysely, Migrator, sql } from 'kysely';
import { migrations, type Schema } from './schema.js';

/**
 * Brings the database to this version's schema.
 *
 * @throws when it can't, when the database is from a newer version, or when another program keeps its migrations there.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw (await unknownMigration(db, error)) ?? error;
}

/** Whether this package has made its tables in the database, in any version. There must be a table of migrations. */
export async function isOurs(db: Kysely<Schema>): Promise<boolean> {
  const [first] = Object.keys(migrations);
  const { rows } = await sql`select 1 from kysely_migration where name = ${first}`.execute(db);
  return rows.length > 0;
}

/** Kysely finds a migration in the database that this version has never heard of, and calls that corrupted. */
async function unknownMigration(db: Kysely<Schema>, error: unknown): Promise<Error | undefined> {
  const [, migration] = /previously executed migration (\S+) is missing/.exec(String(error)) ?? [];
  if (migration === undefined) return undefined;
  const whose = (await isOurs(db))
    ? `a newer version of this package has written it, with migration ${migration}`
    : 'it holds migrations of another program';
  return new Error(whose, { cause: error });
}
