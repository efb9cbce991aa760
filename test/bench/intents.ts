import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { stripe } from '../../src/dialects/stripe/dialect.js';
import type { Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { paymentIntentColumns } from '../../src/stores/schema.js';

const owner = { organization: 'acct_reference', livemode: false };

/** An intent, and what it looks like on the wire. */
export function samplePaymentIntent(id: string, status: string) {
  const fixture = stripe.fixture({ id, status }, owner, Math.floor(Date.now() / 1000));
  if ('problem' in fixture) throw new Error(fixture.problem);
  return { intent: fixture.intent, wire: stripe.encode(fixture.intent) };
}

/** The first ids that `fill` or `multiply` makes; with `step` only every so many of them. */
export function idsOf(count: number, step = 1, first = 0): string[] {
  return Array.from({ length: count }, (_, index) => `pi_${String(first + index * step).padStart(9, '0')}`);
}

/** A path for a database, removed at the end of the process. */
export function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'payment-intent-contract-bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'intents.db');
}

/** Adds as many holds as are wanted. */
export async function fill(store: Store, count: number): Promise<void> {
  const ids = idsOf(count);
  while (ids.length > 0) {
    await store.transact(async ({ intents }) => {
      for (const id of ids.splice(0, 1_000))
        await intents.add(owner, samplePaymentIntent(id, 'requires_capture').intent);
    });
  }
}

const columns = [...paymentIntentColumns];

/** What differs between one intent and another, in SQL: the id, of which the details have a copy. */
const numbered: Readonly<Record<string, string>> = {
  id: "printf('pi_%09d', i)",
  details: "replace(details, 'pi_000000000', printf('pi_%09d', i))",
};

/** Makes a file with as many holds as are wanted. */
export async function filledFile(count: number): Promise<string> {
  const path = temporaryFile();
  const store = await openEmbeddedStore(path);
  await fill(store, 1);
  await store.close();
  const database = new Database(path);
  database.exec(`
    pragma synchronous = off;
    create temp table sample as select * from payment_intents;
    insert into payment_intents (${columns})
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count} - 1)
      select ${columns.map((column) => numbered[column] ?? column)}
      from n, sample;
    pragma wal_checkpoint(truncate);
  `);
  database.close();
  return path;
}
