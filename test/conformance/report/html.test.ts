import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../../src/conformance/report/html.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { launchBrowser, openPage } from '../../support/browser.js';
import { everyVerdict, fakeReport, fakeResult, hostile, textSink } from '../../support/conformance.js';
import { temporaryDirectory } from '../../support/temporaryDirectory.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});

async function opened(results: readonly Result[], options: BrowserContextOptions = {}) {
  const sink = textSink();
  html(sink).onEnd(fakeReport(results));
  const path = join(temporaryDirectory(), 'report.html');
  writeFileSync(path, sink.text);
  const url = pathToFileURL(path).href;
  return { ...(await openPage(browser, url, options)), url, text: sink.text };
}

describe('html', () => {
  it('says the outcome of the run, the number of each verdict, and the seed', async () => {
    const { page } = await opened([fakeResult('pass'), fakeResult('warn')]);
    const text = await page.locator('body').textContent();
    expect(text).toContain('Conformance to stripe');
    expect(text).toContain('Conformant: every MUST passed, 1 SHOULD not met.');
    expect(text).toContain(
      'http://127.0.0.1:4010 · 1 pass · 0 fail · 1 warn · 0 unarranged · 0 blocked · 0 error · seed 42',
    );
  });

  it('says why requirements were not judged, and which exceptions to paste', async () => {
    const { page } = await opened([fakeResult('pass'), fakeResult('unarranged', { reason: 'no <holds> here' })]);
    const text = await page.locator('body').textContent();
    expect(text).toContain('1 MUST not judged: no <holds> here.');
    const pasted = await page.locator('pre').first().textContent();
    expect(JSON.parse(pasted ?? '')).toEqual({ notJudged: { 'stripe/fake/unarranged': 'no <holds> here' } });
  });

  it('has an entry for each result, open where there is something to read', async () => {
    const { page } = await opened(everyVerdict);
    expect(await page.locator('details').count()).toBe(everyVerdict.length);
    expect(await page.locator('details[open]').count()).toBe(everyVerdict.length - 1);
    const failure = await page.locator('details.fail').first().textContent();
    expect(failure).toContain('MUST the title of stripe/fake/fail');
    expect(failure).toContain('“The vendor says so.” (https://vendor.example/page)');
    expect(failure).toContain('curl -i -X POST http://127.0.0.1:4010/v1/x');
    expect(await page.locator('details', { hasText: 'stripe/fake/known' }).textContent()).toContain('(exception)');
    const stale = page.locator('details', { hasText: 'stripe/fake/stale' });
    expect(await stale.textContent()).toContain('passes despite its exception');
  });

  it('has failures first, and what they have in common before, with links to each', async () => {
    const { page } = await opened(everyVerdict);
    const verdicts = await page.locator('details').evaluateAll((all) => all.map(({ className }) => className));
    expect(verdicts).toEqual(['fail', 'fail', 'error', 'warn', 'unarranged', 'blocked', 'pass', 'pass']);
    expect(await page.locator('li').first().textContent()).toContain('requests that have to be refused are served: 1');
    await page.locator('li a', { hasText: 'stripe/fake/fail' }).click();
    expect(await page.locator(':target').textContent()).toContain('the title of stripe/fake/fail');
  });

  it('shows one verdict alone when asked to', async () => {
    const { page } = await opened(everyVerdict);
    await page.getByLabel('warn').check();
    expect(await page.locator('details:visible').count()).toBe(1);
    await page.getByLabel('all').check();
    expect(await page.locator('details:visible').count()).toBe(everyVerdict.length);
  });

  it('shows entries with given words in title or id, of one verdict too, where scripts run', async () => {
    const { page } = await opened(everyVerdict);
    const shown = () => page.locator('details:visible code').allTextContents();
    await page.getByLabel('with').fill('TITLE of  fake/known');
    expect(await shown()).toEqual(['stripe/fake/known']);
    await page.getByLabel('with').fill('stripe/fake');
    await page.getByLabel('warn').check();
    expect(await shown()).toEqual(['stripe/fake/warn']);
    await page.getByLabel('with').fill('no such words');
    expect(await shown()).toEqual([]);

    const { page: still } = await opened(everyVerdict, { javaScriptEnabled: false });
    expect(await still.getByLabel('with').isVisible()).toBe(false);
    await still.getByLabel('warn').check();
    expect(await still.locator('details:visible').count()).toBe(1);
  });

  it('fits a phone, in the dark too', async () => {
    const long = 'x'.repeat(2_000);
    const results = [...everyVerdict, fakeResult('fail', { expected: long, actual: long, curl: long })];
    const viewport = { width: 390, height: 800 };
    const { page } = await opened(results, { viewport, colorScheme: 'dark' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(13, 17, 23)');
    const light = await opened(results, { colorScheme: 'light' });
    expect(await light.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });

  it('loads nothing, and runs nothing but its filter, with any text of the target', async () => {
    const failure = { expected: hostile, actual: `<img src="http://outside.example/x.png">${hostile}`, curl: hostile };
    const { page, requests, complaints, url, text } = await opened([fakeResult('fail', failure)]);
    expect(requests).toEqual([url]);
    expect(complaints).toEqual([]);
    expect(await page.locator('img, link, iframe').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(text).not.toMatch(/\bon\w+=|@import|url\(/i);
    // Its policy lets no other script run.
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = 1' }))",
    );
    expect(await page.title()).toBe('Conformance to stripe');
    expect(await page.locator('details').textContent()).toContain('<img src="http://outside.example/x.png">\\u{1b}[2J');
  });
});
