import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docsPath } from '../../src/contract/document.js';
import { launchBrowser, openPage } from '../support/browser.js';
import { startReference } from '../support/reference.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const files = readdirSync(docsPath('.'));
const pages = files.filter((file) => file.endsWith('.html'));
/** Redoc draws these; only what stands above is ours. */
const references = ['stripe.html', 'chargefy.html', 'control.html'];

const looks = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme, viewport: { width, height: 900 } })),
);

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What axe finds serious or critical in what is ours. */
async function seriousIn(page: Page, part: string): Promise<string[]> {
  // The policy of a served page lets no script be added to it; this one is evaluated.
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run(${part}, { resultTypes: ['violations'] })`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(pages)('the page %s', (name) => {
  const isReference = references.includes(name);

  it.each(looks)(
    'fits $width pixels, $colorScheme: no scrolling sideways, no complaint, no outside request, nothing serious for axe',
    async ({ colorScheme, viewport }) => {
      const url = `${(await startReference('stripe')).url}/docs/${name}`;
      const { page, requests, complaints } = await openPage(browser, url, { colorScheme, viewport });
      if (isReference) await page.getByRole('heading', { level: 1 }).first().waitFor();

      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      expect(await seriousIn(page, isReference ? "{ exclude: '#redoc' }" : 'document')).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual(isReference ? [url, new URL('redoc.js', url).href] : [url]);
    },
  );

  it('leads to every page, as a file too, by links that exist', async () => {
    const { page } = await openPage(browser, pathToFileURL(docsPath(name)).href);
    const hrefs = (await page.evaluate(
      '[...document.querySelectorAll("nav.site a, main a, footer a")].map((link) => link.getAttribute("href"))',
    )) as string[];
    const ours = hrefs
      .filter((href) => !/^(https?:|#)/.test(href) && !href.startsWith('/'))
      .map((href) => href.split('#')[0]);

    expect(pages.filter((page) => !ours.includes(page))).toEqual([]);
    expect(ours.filter((href) => !files.includes(href ?? ''))).toEqual([]);
  });

  it('is there as Markdown, with its heading, and llms.txt lists it', () => {
    const markdown = name.replace('.html', '.md');
    const text = readFileSync(docsPath(markdown), 'utf8');
    const [, title = ''] = /^# (.+)\n/.exec(text) ?? [];
    const links = [...text.matchAll(/\]\(([\w.-]+)(?:#[\w-]*)?\)/g)].map(([, link]) => link);

    expect(title).not.toBe('');
    expect(readFileSync(docsPath(name), 'utf8')).toContain(title);
    expect(readFileSync(docsPath(name), 'utf8')).toContain(
      `<link rel="alternate" type="text/markdown" href="${markdown}">`,
    );
    expect(links.filter((link) => !files.includes(link ?? ''))).toEqual([]);
    expect(readFileSync(docsPath('llms.txt'), 'utf8')).toContain(`- [${title}](${markdown}): `);
  });
});

it('the Portuguese guide says that it is Portuguese', () => {
  expect(readFileSync(docsPath('chargefy-guide.pt.html'), 'utf8')).toContain('<html lang="pt-BR">');
});
