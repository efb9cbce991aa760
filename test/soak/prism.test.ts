import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/conformance/run/Result.js';
import { verify } from '../../src/conformance/run/verify.js';
import { arrangeByModule } from '../../src/conformance/target/arrange/module.js';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { documentPath } from '../../src/contract/document.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const bin = join(import.meta.dirname, '../../node_modules/.bin/prism');

/** A mock server knows every id, so any will do. */
const adapter = `
let count = 0;
export default async () => ({ id: 'pi_' + String(++count).padStart(24, '0') });
`;

/** Prism with our document, on a free port, stopped when the test ends. */
async function startPrism(dialect: DialectName): Promise<{ url: string; kill: () => void }> {
  const prism = spawn(bin, ['mock', '-h', '127.0.0.1', '-p', '0', documentPath(dialect, 'json')]);
  onTestFinished(() => void prism.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    prism.stdout.on('data', (chunk) => {
      output += chunk;
      const [, found] = /Prism is listening on (http:\/\/[\d.:]+)/.exec(output) ?? [];
      if (found) resolve(found);
    });
    prism.once('exit', () => reject(new Error(`Prism ended: ${output}`)));
  });
  return { url, kill: () => void prism.kill('SIGKILL') };
}

async function judge(dialect: DialectName, onResult: (kill: () => void) => void = () => {}): Promise<Report> {
  const { url, kill } = await startPrism(dialect);
  const directory = temporaryDirectory({ 'adapter.mjs': adapter });
  const arrange = await arrangeByModule(join(directory, 'adapter.mjs'));
  const prefix = dialect === 'stripe' ? 'sk' : 'ch';
  const target = { url, key: `${prefix}_test_1`, otherKey: `${prefix}_test_2`, liveKey: `${prefix}_live_1`, arrange };
  return verify(dialect, target, { seed: 1, timeoutMs: 5_000, onResult: () => onResult(kill) });
}

/** What a mock without state, tenants or keys of its own can't do. */
const known: Record<DialectName, readonly string[]> = {
  stripe: [
    'stripe/retrieve/found',
    'stripe/retrieve/unknown-id',
    'stripe/cancel/same-id',
    'stripe/cancel/canceled-at',
    'stripe/cancel/already-canceled',
    'stripe/cancel/unknown-id',
  ],
  chargefy: [
    'chargefy/retrieve/found',
    'chargefy/cancel/same-id',
    'chargefy/cancel/canceled-at-time',
    'chargefy/reason/echoed',
    'chargefy/cancel/already-canceled',
    'chargefy/cancel/unknown-id',
  ],
};

describe.each(dialectNames)('Prism as a %s implementation', (dialect) => {
  it('is judged until a broken percent-encoding ends it, and its deviations are named', {
    timeout: 120_000,
  }, async () => {
    const { results, stopped } = await judge(dialect);
    expect(stopped).toMatch(/^the target went away at \S+ while these were under way: .*%/);
    const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').map(({ check }) => check.id);
    expect(red).toEqual(expect.arrayContaining([...(known[dialect] as string[])]));
    expect(results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    // It shows every intent in one status, whichever was asked for.
    expect(results.find(({ check }) => check.id === `${dialect}/cancel/already-succeeded`)).toMatchObject({
      verdict: 'unarranged',
      reason: expect.stringMatching(/^the adapter gave \w+ instead of succeeded$/),
    });
  });
});

it('a target that dies while it is judged ends the run, and no check is failed for that', {
  timeout: 120_000,
}, async () => {
  let judged = 0;
  const { results, stopped } = await judge('chargefy', (kill) => {
    judged += 1;
    if (judged === 5) kill();
  });
  expect(stopped).toMatch(/^the target went away at /);
  // Those that were under way when it was killed may have their verdict still.
  expect(new Set(results.slice(12).map(({ verdict }) => verdict))).toEqual(new Set(['unarranged']));
});
