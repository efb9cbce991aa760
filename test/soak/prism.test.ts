import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../src/conformance/run/Result.js';
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

async function judge(
  dialect: DialectName,
  onResult: (kill: () => void) => void = () => {},
): Promise<readonly Result[]> {
  const { url, kill } = await startPrism(dialect);
  const directory = temporaryDirectory({ 'adapter.mjs': adapter });
  const arrange = await arrangeByModule(join(directory, 'adapter.mjs'));
  const prefix = dialect === 'stripe' ? 'sk' : 'ch';
  const target = { url, key: `${prefix}_test_1`, otherKey: `${prefix}_test_2`, liveKey: `${prefix}_live_1`, arrange };
  const { results } = await verify(dialect, target, { seed: 1, timeoutMs: 5_000, onResult: () => onResult(kill) });
  return results;
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
    'stripe/authentication/bad-key',
    'stripe/account/cancel',
    'stripe/mode/cancel',
    'stripe/body/unknown-parameter',
    'stripe/request/get',
    'stripe/header/request-id',
  ],
  chargefy: [
    'chargefy/retrieve/found',
    'chargefy/cancel/same-id',
    'chargefy/cancel/canceled-at-time',
    'chargefy/reason/echoed',
    'chargefy/cancel/already-canceled',
    'chargefy/cancel/unknown-id',
    'chargefy/authentication/bad-key',
    'chargefy/organization/cancel',
    // Bodies that it never answers.
    'chargefy/body/not-an-object',
  ],
};

describe.each(dialectNames)('Prism as a %s implementation', (dialect) => {
  it('is judged to the end, and its deviations are named', { timeout: 120_000 }, async () => {
    const results = await judge(dialect);
    const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').map(({ check }) => check.id);
    expect(red).toEqual(expect.arrayContaining([...(known[dialect] as string[])]));
    expect(results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    // It shows every intent in one status, whichever was asked for.
    expect(results.find(({ check }) => check.id === `${dialect}/cancel/already-succeeded`)).toMatchObject({
      verdict: 'unarranged',
      reason: expect.stringMatching(/^the adapter gave \w+ instead of succeeded$/),
    });
    // That it can tell a request without a key is to its credit.
    expect(results.find(({ check }) => check.id === `${dialect}/authentication/no-key`)?.verdict).toBe('pass');
  });
});

it('a target that dies while it is judged is judged to the end', { timeout: 120_000 }, async () => {
  let judged = 0;
  const results = await judge('chargefy', (kill) => {
    judged += 1;
    if (judged === 5) kill();
  });
  const verdicts = new Set(results.slice(10).map(({ verdict }) => verdict));
  expect([...verdicts].sort()).toEqual(['blocked', 'fail', 'unarranged', 'warn']);
  expect(results.at(-1)?.verdict).toBe('blocked');
  expect(results.find(({ check }) => check.id === 'chargefy/cancel/already-succeeded')?.actual).toMatch(/^none \(/);
});
