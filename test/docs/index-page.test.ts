import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { docsPath } from '../../src/contract/document.js';
import { launchBrowser, openPage } from '../support/browser.js';
import { documented } from '../support/documented.js';
import { startReference } from '../support/reference.js';

const documents = [...dialectNames, 'control'] as const;

const names = readdirSync(docsPath('.'))
  .filter((file) => file.endsWith('.html') && file !== 'index.html')
  .map((file) => file.slice(0, -'.html'.length));

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const asFile = async () => pathToFileURL(docsPath('index.html')).href;
const served = async () => `${(await startReference('chargefy')).url}/docs/index.html`;

/** A word in the table, and the status in front of it when the table gives one. */
interface Claim {
  readonly status: string | undefined;
  readonly word: string;
}

function claimsOf(dialect: string): Claim[] {
  const cells = readFileSync(docsPath('index.html'), 'utf8').matchAll(/<td data-label="(\w+)">(.+?)<\/td>/gs);
  return [...cells]
    .filter(([, column]) => column?.toLowerCase() === dialect)
    .flatMap(([, , cell = '']) => [...cell.matchAll(/(?:\b(\d{3})(?:<\/strong>)?\s+)?<code>(.+?)<\/code>/gs)])
    .map(([, status, word = '']) => ({ status, word }));
}

describe('the index', () => {
  it.each([
    ['served', served],
    ['as a file', asFile],
  ])('leads to every page and back, %s', async (_place, urlFor) => {
    const url = await urlFor();
    const { page, complaints } = await openPage(browser, url);

    for (const name of names) {
      await page.locator(`nav a[href="${name}.html"]`).click();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(page.url()).toBe(new URL(`${name}.html`, url).href);
      await page.locator('nav a[href="index.html"]').first().click();
      expect(page.url()).toBe(new URL('index.html', url).href);
    }
    expect(complaints).toEqual([]);
  });

  it.each(documents)('names every operation of %s on its card', (name) => {
    const cards = readFileSync(docsPath('index.html'), 'utf8').match(/<section>.*?<\/section>/gs) ?? [];
    const card = cards.find((card) => card.includes(`href="${name}.html"`)) ?? '';
    const operations = Object.entries(documented(name).document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    const listed = [...card.replaceAll('<wbr>', '').matchAll(/<code>(.+?)<\/code>/g)].map(([, operation]) => operation);

    expect(listed).toEqual(operations);
  });

  it('is one file without a script', async () => {
    const url = await asFile();
    const { page, requests } = await openPage(browser, url);

    expect(await page.locator('script').count()).toBe(0);
    expect(requests).toEqual([url]);
  });

  it('fits the width of a phone', async () => {
    const viewport = { width: 360, height: 740 };
    const { page } = await openPage(browser, await asFile(), { viewport });

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  });

  it('is dark where the reader likes it dark', async () => {
    const shades = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const { page } = await openPage(browser, await asFile(), { colorScheme });
        return page.evaluate('getComputedStyle(document.body).backgroundColor');
      }),
    );

    expect(shades).toEqual(['rgb(255, 255, 255)', 'rgb(30, 32, 39)']);
  });

  it.each(dialectNames)('says nothing of %s that its document does not say', (dialect) => {
    const { document, responses } = documented(dialect);
    const answers = responses.filter(({ operation }) => operation === 'cancelPaymentIntent');
    const isTrue = ({ status, word }: Claim) =>
      JSON.stringify(status ? answers.filter((answer) => answer.status === Number(status)) : document).includes(word);

    const claims = claimsOf(dialect);

    expect(claims.filter(({ status }) => status)).not.toEqual([]);
    expect(claims.filter((claim) => !isTrue(claim))).toEqual([]);
  });
});
