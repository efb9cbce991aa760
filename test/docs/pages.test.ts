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

const served = async (dialect: DialectName) => `${(await startReference(dialect)).url}/docs`;

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
  it('shows every status of every operation, and asks nobody for anything', async () => {
    const url = `${(await startReference('stripe')).url}/docs/control.html`;
    const { page, requests, complaints } = await openRedoc(url);

    for (const operation of documentedOperations('control')) {
      const statuses = new Set(operation.samples.map(({ status }) => status));
      expect(await statusesIn(await goTo(page, operation)), operation.summary).toEqual([...statuses]);
    }

    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
  });
});

describe.each(dialectNames)('the %s page', (dialect) => {
  const operations = documentedOperations(dialect);

  it('names the checks of the cancel beside what they require', async () => {
    const { page } = await openRedoc(await served(dialect));
    const cancel = operations.find(({ summary }) => /^Cancel/.test(summary));
    await goTo(page, cancel as (typeof operations)[number]);
    const checked = page.getByText(/^Checked by /);
    await checked.first().waitFor();
    expect((await checked.allInnerTexts()).join(' ')).toContain(`${dialect}/cancel/requires-payment-method`);
  });

  // A click takes a tenth of a second, and there are hundreds.
  it('shows every example of every answer of every operation, and asks nobody for anything', {
    timeout: 120_000,
  }, async () => {
    const url = await served(dialect);
    const { page, requests, complaints } = await openRedoc(url);

    for (const operation of operations) {
      expect(await samplesIn(await goTo(page, operation)), operation.summary).toEqual(operation.samples);
    }

    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
  });

  it('shows every status of every operation, and asks nobody for anything, as a file that the command line wrote', async () => {
    const url = await written(dialect);
    const { page, requests, complaints } = await openRedoc(url);

    for (const operation of operations) {
      const statuses = new Set(operation.samples.map(({ status }) => status));
      expect(await statusesIn(await goTo(page, operation)), operation.summary).toEqual([...statuses]);
    }

    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
  });

  it.each([
    ['as the server serves it', served],
    ['as a file', written],
  ])('finds a word, %s', async (_place, urlFor) => {
    const { page, requests, complaints } = await openRedoc(await urlFor(dialect));

    await page.getByText('Search').first().click();
    await page.getByPlaceholder('Search docs').fill('cancellation_reason');

    await page.getByTestId('search-dialog').getByText('Cancel a PaymentIntent').first().waitFor();
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
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
