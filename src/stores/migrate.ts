import { type Kysely, Migrator } from 'kysely';
import { migrations, type Schema } from './schema.js';

/** Brings the database to this version's schema. Throws when it can't, or when the database is from a newer version. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
