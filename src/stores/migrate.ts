import { type Kysely, Migrator } from 'kysely';
import { migrations, type Schema } from './schema.js';

/** Brings the database to this version's schema. Throws when it can't, or when the database is from a newer version. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw newerVersion(error) ?? error;
}

/** Kysely finds a migration in the database that this version has never heard of, and calls that corrupted. */
function newerVersion(error: unknown): Error | undefined {
  const [, migration] = /previously executed migration (\S+) is missing/.exec(String(error)) ?? [];
  return migration === undefined
    ? undefined
    : new Error(`a newer version of this package has written it, with migration ${migration}`, { cause: error });
}
