import { readdirSync, readFileSync } from 'node:fs';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { pages } from './support/readme.js';

interface Block {
  /** The heading above it. */
  readonly heading: string;
  readonly lang: string;
  readonly firstLine: string;
}

/** Every block of code of a text, those within lists and quotations too. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'heading') heading = token.text;
    if (token.type === 'code') blocks.push({ heading, lang: token.lang ?? '', firstLine: token.text.split('\n')[0] });
  });
  return blocks;
}

/** A test file that runs a block, or compares it with what it shows. */
type Test = `test/${string}.test.ts`;

/** A block that can't run here. */
interface NotRun {
  readonly because: string;
}

/** The blocks of each page in their order: how one begins, and the test that it has. */
const listed: Readonly<Record<string, readonly (readonly [firstLine: string, test: Test | NotRun])[]>> = {
  'README.md': [
    ['npm ci && npm pack  ', 'test/package/packed.test.ts'],
    ['npx payment-intent-contract serve', 'test/cli/readme-lines.test.ts'],
    ['stripe  http://127.0.0.1:4010', 'test/cli/readme-lines.test.ts'],
    ['import { createStripeClient, ensureCanceled }', 'test/package/runners.test.ts'],
    ['import { startReference }', 'test/package/runners.test.ts'],
    ['npx payment-intent-contract verify stripe --url', 'test/docs/command-lines.test.ts'],
    ['npm cit ', { because: 'it runs every test, this one too' }],
    ['openapi/ ', 'test/source.test.ts'],
  ],
  '.github/CLIENT.md': [
    ['const { data, error } = await stripe.cancel(', 'test/docs/programs.test.ts'],
    ['import { constructEvent }', 'test/docs/receivers.test.ts'],
    ['import { unwrapEvent }', 'test/docs/receivers.test.ts'],
  ],
  '.github/CONTRIBUTING.md': [
    ['cli ', 'test/imports.test.ts'],
    ['report ', 'test/imports.test.ts'],
    ['{', 'test/conformance/checks/contributing.test.ts'],
    ['{', 'test/conformance/checks/contributing.test.ts'],
  ],
  '.github/RECIPES.md': [
    ['jobs:', { because: "GitHub's service runs it; test/recipes.test.ts lints it" }],
    ['conformance:', { because: "GitLab's service runs it; test/recipes.test.ts reads its lines" }],
    ['services:', 'test/package/recipes.test.ts'],
    ['import Stripe ', { because: 'it needs Docker; test/package/recipes.test.ts compiles it' }],
  ],
  '.github/SERVER.md': [
    ["const args = ['payment-intent-contract', 'serve'", 'test/docs/programs.test.ts'],
    ['{ "status": "requires_capture"', 'test/server/readme-control.test.ts'],
    ['url=http://127.0.0.1:4010 key=', 'test/server/readme-control.test.ts'],
    ['import http.client, json', 'test/server/readme-control.test.ts'],
    ['npx payment-intent-contract serve stripe --database', 'test/docs/command-lines.test.ts'],
  ],
  '.github/TESTING.md': [
    ['const { startReference } = require(', 'test/package/runners.test.ts'],
    ['import assert ', 'test/package/runners.test.ts'],
    ["import { http } from 'msw'", 'test/package/runners.test.ts'],
    ['import { startReference }', 'test/reference/readme-webhooks.test.ts'],
    ['const hold = await reference.createIntent(', 'test/docs/programs.test.ts'],
    ['import { defineConfig }', 'test/package/runners.test.ts'],
    ['import { expect, test }', 'test/package/runners.test.ts'],
  ],
  '.github/VERIFY.md': [
    ['npx payment-intent-contract verify stripe --url http://127.0.0.1:8080', 'test/docs/command-lines.test.ts'],
    ['npx payment-intent-contract verify stripe --url http://127.0.0.1:4010', 'test/docs/command-lines.test.ts'],
    ['{', 'test/cli/exceptions.test.ts'],
    ["const base = 'http://127.0.0.1:8080/v1/payment_intents';", 'test/conformance/target/arrange/readme.test.ts'],
    ['export PAYMENT_INTENT_CONTRACT_WEBHOOK_SECRET', 'test/docs/command-lines.test.ts'],
    ['npx payment-intent-contract compare', 'test/docs/command-lines.test.ts'],
    ['import { arrangeByFixtures, stripeChecks }', 'test/package/runners.test.ts'],
  ],
};

/** Every block of a guide in these languages runs in `test/docs/guides.test.ts`, or is the answer to the block above it. */
const ranInGuides = ['sh', 'json', 'js'];

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

it('every page is listed that has a block', () => {
  const withBlocks = [...pages].filter(([, text]) => blocksOf(text).length > 0).map(([path]) => path);

  expect(Object.keys(listed).sort()).toEqual(withBlocks.sort());
});

describe.each(Object.entries(listed))('the blocks of %s', (path, own) => {
  const blocks = blocksOf(pages.get(path) ?? '');

  it('are all listed, in their order', () => {
    const begins = blocks.map(({ firstLine }, index) => {
      const [beginning = ''] = own[index] ?? [];
      return beginning !== '' && firstLine.startsWith(beginning) ? beginning : firstLine;
    });

    expect(begins).toEqual(own.map(([beginning]) => beginning));
  });

  it.each(own.map(([beginning, test], index) => ({ beginning, test, index })))(
    'has a test that takes the one below its heading: $beginning',
    ({ test, index }) => {
      const file = typeof test === 'string' ? test : /test\/\S+\.test\.ts/.exec(test.because)?.[0];
      if (file === undefined) return;
      expect(read(file).includes(blocks[index]?.heading ?? ''), `${file} names ${blocks[index]?.heading}`).toBe(true);
    },
  );
});

describe.each(readdirSync(new URL('openapi/guides', root)))('the blocks of the guide %s', (name) => {
  it('are all of a kind that runs', () => {
    const others = blocksOf(read(`openapi/guides/${name}`)).filter(({ lang }) => !ranInGuides.includes(lang));

    expect(others).toEqual([]);
  });

  it('are in a guide that runs', () => {
    if (blocksOf(read(`openapi/guides/${name}`)).length === 0) return;
    expect(read('test/docs/guides.test.ts')).toContain(`name: '${name.replace('.md', '')}'`);
  });
});
