import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { parsingComplaintOf } from '../support/cli.js';
import { codeBelow } from '../support/readme.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [program = ''] = codeBelow('Webhooks');
const [lines = ''] = codeBelow('Webhooks of serve');

it('the program that README shows of webhooks runs', async () => {
  const args = ['--input-type=module', '-e', program];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 25_000 });

  const told = 'payment_intent.canceled canceled\n';
  expect({ stdout, stderr }).toEqual({ stdout: `${told}${told}2 attempts\n`, stderr: '' });
});

it('the command lines that README shows of webhooks are understood', () => {
  const given = lines
    .trim()
    .split('\n')
    .map((line) => line.replace(/ #.*/, '').split(' ').slice(2));

  expect(given).toHaveLength(2);
  for (const args of given) expect(() => parsingComplaintOf(args)).toThrow(/^nothing against /);
});
