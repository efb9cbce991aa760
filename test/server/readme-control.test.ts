import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { hasCurl } from '../support/curl.js';
import { hasPython } from '../support/python.js';
import { codeBelow } from '../support/readme.js';

const [inShell = '', inPython = ''] = codeBelow('Control');
const [fixture = ''] = codeBelow('Fixtures');

const run = promisify(execFile);

describe('what the README shows of the control', () => {
  let reference: Reference<'stripe'>;
  let port: string;
  beforeEach(async () => {
    reference = await startReference('stripe');
    ({ port } = new URL(await reference.listen()));
    return () => reference.close();
  });

  it.runIf(hasCurl)('works with curl', async () => {
    const script = inShell.replace('4010', port);

    // What curl says of the lost answer is on standard error.
    const { stdout, stderr } = await run('bash', ['-c', script]);

    expect(stderr).toContain('curl: (52)');
    expect(stdout).toContain('"status":"requires_capture"');
    expect(stdout).toContain('"times":1');
    expect(stdout).toContain('"status":"canceled"');
    expect(stdout).toContain('"status":null');
    expect(stdout).toContain('"state":"running"');
    expect(stdout).toContain('"cancellation_reason":"expired"');
    expect(stdout).toMatch(/\{"status":"empty"\}$/);
    expect(await reference.intents()).toEqual([]);
  });

  it.runIf(hasPython)('works with Python', async () => {
    await run('python3', ['-c', inPython.replace('4010', port)]);

    expect(await reference.intents()).toEqual([]);
    expect(reference.requests.all()).toEqual([]);
  });

  it('makes the intent of the fixture', async () => {
    const headers = { Authorization: `Bearer ${reference.keys.secret}` };
    const made = await fetch(`http://127.0.0.1:${port}/_fixtures/payment_intents`, {
      method: 'POST',
      headers,
      body: fixture,
    });

    expect(made.status).toBe(201);
    expect(await reference.intents()).toMatchObject([JSON.parse(fixture)]);
  });
});
