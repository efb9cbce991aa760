import { expect, it } from 'vitest';
import { expectParsed, serve } from '../support/cli.js';
import { fencesIn } from '../support/fences.js';
import { codeBelow, pages } from '../support/readme.js';

/** Every command line of ours in the README and its pages. */
const lines = [...pages].flatMap(([path, text]) =>
  fencesIn(text)
    .flatMap(({ code }) => code.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => /npx (?:--yes )?payment-intent-contract (.*)/.exec(line)?.[1] ?? [])
    .map((line) => ({ path, line: line.replace(/ [#>].*/, '').replace(/['"],?$/, '') })),
);

it('the README and its pages have command lines', () => {
  expect(lines.length).toBeGreaterThan(8);
});

it.each(lines)('$path: $line', ({ line }) => {
  expect(() => expectParsed(line.trim().split(/\s+/))).not.toThrow();
});

it('the README shows what serve prints when it is ready', async () => {
  const [, line = '', banner = ''] = codeBelow('Start');
  const { announcement, url } = await serve(['--database', 'memory:']);

  const shown = announcement.replaceAll(url.stripe, 'http://127.0.0.1:4010').replaceAll(/pi_\w+/g, 'pi_…');
  expect(line).toBe('npx payment-intent-contract serve\n');
  expect(shown.startsWith(banner)).toBe(true);
});
