import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { launchBrowser, type OpenPage, openPage } from '../support/browser.js';
import { run } from '../support/cli.js';
import { startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { documentedOperations, goTo, samplesIn, statusesIn } from './operations.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const served = async (dialect: DialectName) => `${(await startReference(dialect)).url}/docs/${dialect}.html`;

/** The page, and the script that all references share. */
const asked = (url: string) => [url, new URL('redoc.js', url).href];

const written = async (dialect: DialectName) => {
  const directory = temporaryDirectory();
  expect(await run(['docs', '--out', directory])).toMatchObject({ code: 0, stdout: `${directory}/index.html\n` });
  return pathToFileURL(`${directory}/${dialect}.html`).href;
};

/** Opens a Redoc page and waits for its scripts to take over; only then is there a logo in its footer. */
async function openRedoc(url: string): Promise<OpenPage> {
  const opened = await openPage(browser, url);
  await opened.page.getByAltText('redocly logo').waitFor({ state: 'attached' });
  return opened;
}

describe('the page of the control', () => {
  it('shows every status of every operation, and makes no outside request', async () => {
    const url = `${(await startReference('stripe')).url}/docs/control.html`;
    const { page, requests, complaints } = await openRedoc(url);

    for (const operation of documentedOperations('control')) {
      const statuses = new Set(operation.samples.map(({ status }) => status));
      expect(await statusesIn(await goTo(page, operation)), operation.summary).toEqual([...statuses]);
    }

    expect(complaints).toEqual([]);
    expect(requests).toEqual(asked(url));
  });
});

describe.each(dialectNames)('the %s page', (dialect) => {
  const operations = documentedOperations(dialect);

  it('opens on the version, a cancel to paste and its answer, with every operation in the menu', async () => {
    const { page } = await openRedoc(await served(dialect));

    const opening = page.getByRole('region', { name: 'A cancel' });
    await expect.poll(() => page.getByTestId('menu-item-label').count()).toBeGreaterThan(operations.length);
    const menu = (await page.getByTestId('menu-item-label').allInnerTexts()).join('\n');

    expect(await opening.innerText()).toMatch(dialect === 'stripe' ? /2026-10-28\.endive/ : /API version \/v1/);
    expect(await opening.locator('pre').first().isVisible()).toBe(true);
    for (const { summary } of operations) expect(menu).toContain(summary);
    expect(menu.trim()).toMatch(/How to read this$/);
  });

  it('offers the request of a cancel in every language, and its body', async () => {
    const { page } = await openRedoc(await served(dialect));
    const cancel = operations.find(({ summary }) => /^Cancel/.test(summary));
    await goTo(page, cancel as (typeof operations)[number]);

    await page.getByRole('button', { name: 'curl', exact: true }).first().click();
    const items = page.getByRole('menuitem');
    await items.first().waitFor();

    const sdk = dialect === 'stripe' ? ['stripe'] : [];
    expect(await items.allInnerTexts()).toEqual(['curl', 'this package', ...sdk, 'fetch', 'Payload']);
  });

  it('names the checks of the cancel next to what they require', async () => {
    const { page } = await openRedoc(await served(dialect));
    const cancel = operations.find(({ summary }) => /^Cancel/.test(summary));
    await goTo(page, cancel as (typeof operations)[number]);
    const checked = page.getByText(/^Checked by /);
    await checked.first().waitFor();
    for (const folded of await page.locator('summary', { hasText: /^Checked by / }).all()) await folded.click();
    expect((await page.getByTestId('middle-panel').allInnerTexts()).join(' ')).toContain(
      `${dialect}/cancel/requires-payment-method`,
    );
  });

  // A click takes a tenth of a second, and there are hundreds.
  it('shows every example of every answer of every operation, and makes no outside request', {
    timeout: 240_000,
  }, async () => {
    const url = await served(dialect);
    const { page, requests, complaints } = await openRedoc(url);

    for (const operation of operations) {
      expect(await samplesIn(await goTo(page, operation)), operation.summary).toEqual(operation.samples);
    }

    expect(complaints).toEqual([]);
    expect(requests).toEqual(asked(url));
  });

  it('shows every status of every operation, and makes no outside request, as a file that the command line wrote', async () => {
    const url = await written(dialect);
    const { page, requests, complaints } = await openRedoc(url);

    for (const operation of operations) {
      const statuses = new Set(operation.samples.map(({ status }) => status));
      expect(await statusesIn(await goTo(page, operation)), operation.summary).toEqual([...statuses]);
    }

    expect(complaints).toEqual([]);
    expect(requests).toEqual(asked(url));
  });

  it.each([
    ['as the server serves it', served],
    ['as a file', written],
  ])('finds a word, %s', async (_place, urlFor) => {
    const url = await urlFor(dialect);
    const { page, requests, complaints } = await openRedoc(url);

    await page.getByText('Search').first().click();
    await page.getByPlaceholder('Search docs').fill('cancellation_reason');

    await page.getByTestId('search-dialog').getByText('Cancel a PaymentIntent').first().waitFor();
    expect(complaints).toEqual([]);
    expect(requests).toEqual(asked(url));
  });

  it('has a menu whose links work in a new tab', async () => {
    const url = await written(dialect);
    const { page } = await openRedoc(url);

    const href = await page.getByRole('link', { name: 'PaymentIntents', exact: true }).first().getAttribute('href');
    const { page: tab } = await openRedoc(new URL(href ?? '', url).href);

    await tab.getByRole('heading', { name: 'PaymentIntents', level: 2 }).waitFor();
    expect(tab.url()).toBe(`${url}#/paymentintents`);
  });
});
