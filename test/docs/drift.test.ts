import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { toHar } from '../../src/conformance/report/har.js';
import { verify } from '../../src/conformance/run/verify.js';
import { arrangeByFixtures } from '../../src/conformance/target/arrange/fixtures.js';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { documentPath } from '../../src/contract/document.js';
import { startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const redocly = join(import.meta.dirname, '../../node_modules/.bin/redocly');

const keys = {
  stripe: {
    key: 'sk_test_reference',
    otherKey: 'sk_test_other',
    liveKey: 'sk_live_reference',
    publishableKey: 'pk_test_reference',
  },
  chargefy: { key: 'ch_test_reference', otherKey: 'ch_test_other', liveKey: 'ch_live_reference' },
} as const;

interface Problem {
  readonly ruleId: string;
  readonly target?: string;

  readonly status: number;
  readonly url: string;
}

interface Coverage {
  readonly totals: { readonly operations: { readonly covered: number; readonly total: number } };
  readonly operations: readonly {
    readonly operationId: string;
    readonly missing: readonly { readonly kind: string; readonly status?: string }[];
  }[];
}

/** Statuses that no request can provoke. */
const unprovoked: Readonly<Record<string, string>> = {
  409: 'another request with the key has to be in flight, and the memory store executes one at a time',
  429: 'the reference server limits no caller',
  500: 'a crash',
  503: 'a store that can not be reached',
};

/** Answers of an operation that no request to this server can provoke. */
const unprovokedOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  incrementAuthorization: { 200: 'the reference server has no hold that can be incremented' },
};

/** What `redocly drift` says of all that the kit exchanged with the reference server. */
async function drift(dialect: DialectName): Promise<{ problems: readonly Problem[]; coverage: Coverage }> {
  const reference = await startReference(dialect);
  Object.defineProperty(reference, 'now', { get: () => Math.floor(Date.now() / 1000) });
  const { url } = reference;
  const report = await verify(dialect, { url, ...keys[dialect], arrange: arrangeByFixtures(url) });

  // No document has what arranges the intents.
  const exchanges = report.exchanges.filter(({ arranges }) => !arranges);
  const directory = temporaryDirectory();
  const path = (name: string) => join(directory, name);
  await writeFile(path('run.har'), JSON.stringify(toHar({ ...report, exchanges })));
  const api = documentPath(dialect, 'json');
  const output = [
    '--format',
    'json',
    '-o',
    path('drift.json'),
    '--coverage',
    '--coverage-output',
    path('coverage.json'),
  ];
  // It ends with 1 when it has found anything, which is for the tests to judge.
  await promisify(execFile)(redocly, ['drift', path('run.har'), '--api', api, '--server', url, ...output], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
    maxBuffer: 1 << 26,
  }).catch(() => undefined);
  const read = async (name: string) => JSON.parse(await readFile(path(name), 'utf8'));
  return { problems: (await read('drift.json')).problems, coverage: await read('coverage.json') };
}

/** What the kit sends against the document on purpose, and is answered accordingly. Of answers nothing is let pass. */
function isOnPurpose({ ruleId, target, status, url }: Problem, dialect: DialectName): boolean {
  if (ruleId === 'undocumented-endpoint') return status === 404;
  if (ruleId === 'security-baseline') return status === 401;
  // The path is none: it can't be decoded. Chargefy's document has no answer for such, nor for any other path.
  if (dialect === 'chargefy' && !decodes(url)) return status === 404;
  return target === 'request';
}

function decodes(url: string): boolean {
  try {
    return Boolean(decodeURIComponent(url));
  } catch {
    return false;
  }
}

describe.each(dialectNames)('the traffic of the kit with the %s reference server', (dialect) => {
  it('has no answer that redocly finds undocumented, and of every operation each status that a client can provoke', {
    timeout: 240_000,
  }, async () => {
    const { problems, coverage } = await drift(dialect);
    expect(problems.filter((problem) => !isOnPurpose(problem, dialect))).toEqual([]);

    const { totals } = coverage;
    expect(totals.operations.covered).toBe(totals.operations.total);
    const missing = coverage.operations.flatMap(({ operationId, missing }) =>
      missing.flatMap(({ kind, status = '' }) => (kind === 'response' ? [{ operationId, status }] : [])),
    );
    expect(missing).not.toEqual([]);
    const isExpected = ({ operationId, status }: (typeof missing)[number]) =>
      status in { ...unprovoked, ...unprovokedOf[operationId] };
    expect(missing.filter((each) => !isExpected(each))).toEqual([]);
  });
});
