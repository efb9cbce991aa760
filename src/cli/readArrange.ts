/** The way to arrange intents that `--arrange` names. */

import { existsSync } from 'node:fs';
import { arrangeByApi } from '../conformance/target/arrange/api.js';
import { arrangeByFixtures } from '../conformance/target/arrange/fixtures.js';
import { arrangeByIds } from '../conformance/target/arrange/ids.js';
import { arrangeByModule } from '../conformance/target/arrange/module.js';
import { CannotRun } from '../conformance/target/CannotRun.js';
import type { Arrange } from '../conformance/target/Target.js';
import { contractFor } from '../contract/contracts.js';
import type { DialectName } from '../contract/dialect.js';
import { paymentIntentStatuses } from '../domain/PaymentIntent.js';
import { nearest } from './nearest.js';
import { readJson } from './readJson.js';
import { UsageError } from './UsageError.js';

const known = ['fixtures', 'api', 'ids:FILE'] as const;

/** @throws UsageError when there is no such way, or its file or module can't be used. */
export async function readArrange(
  value: string,
  { dialect, url, key }: { readonly dialect: DialectName; readonly url: string; readonly key: string },
): Promise<Arrange> {
  if (value === 'fixtures') return arrangeByFixtures(url);
  if (value === 'api') return arrangeByApi(url);
  const path = /^ids:(.*)$/s.exec(value)?.[1];
  if (path === undefined && !existsSync(value)) throw new UsageError(`--arrange ${value}: ${missing(value)}`);
  try {
    if (path === undefined) return await arrangeByModule(value);
    const lists = readJson('--arrange', path, value);
    const arrange = arrangeByIds(lists, key);
    expectStatuses(dialect, Object.keys(Object(lists)));
    return arrange;
  } catch (error) {
    if (error instanceof CannotRun) throw new UsageError(`--arrange ${value}: ${error.message}`);
    throw error;
  }
}

/** A word alone is more likely a misspelled way than a path. */
function missing(value: string): string {
  if (/[./\\]/.test(value)) return 'there is no such file; name a module, or another way (see --help).';
  const near = known.find((way) => way.split(':', 1)[0] === nearest(value, ['fixtures', 'api', 'ids']));
  return `known are ${known.join(', ')} and a module's path${near ? `; did you mean ${near}?` : '.'}`;
}

function expectStatuses(dialect: DialectName, statuses: readonly string[]): void {
  const isDocumented = contractFor(dialect).schema('PaymentIntentStatus');
  const documented = paymentIntentStatuses.filter((status) => isDocumented(status));
  const stranger = statuses.find((status) => !documented.some((other) => other === status));
  if (stranger === undefined) return;
  const near = nearest(stranger, documented);
  throw new CannotRun(
    `${dialect} has no status ${stranger}; ${near ? `did you mean ${near}? Known` : 'known'} are ${documented.join(', ')}.`,
  );
}
