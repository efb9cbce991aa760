import { expect, it } from 'vitest';
import { expectParsed } from '../support/cli.js';
import { blocksIn, pages } from '../support/readme.js';

/** Every command line of ours in the README and its pages. */
const lines = [...pages].flatMap(([path, text]) =>
  blocksIn(text)
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
