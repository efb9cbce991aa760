import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { json } from '../../src/conformance/report/json.js';
import type { Report, Result } from '../../src/conformance/run/Result.js';
import { launchBrowser, openPage } from '../support/browser.js';
import { complaintOf, run } from '../support/cli.js';
import { everyVerdict, fakeCheck, fakeReport, fakeResult, textSink } from '../support/conformance.js';
import { shareReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const served = shareReference('chargefy');

function written(results: readonly Result[], more: Partial<Report> = {}): string {
  const sink = textSink();
  json(sink).onEnd({ ...fakeReport(results), ...more });
  return sink.text;
}

/** Two servers: of the second, something was not run, and its address would break a table. */
const files = {
  'a.json': written(everyVerdict),
  'b.json': written(
    [
      fakeResult('pass'),
      fakeResult('unarranged', { reason: 'no holds', notJudged: { 'stripe/*': 'no holds here' } }),
      fakeResult('pass', { check: fakeCheck('stripe/capture/other') }),
    ],
    { url: 'http://b.example/|<i>', startedAt: '2025-12-31T00:00:00.000Z', kit: '0.9.0' },
  ),
};

describe('compare', () => {
  it('writes a table with a row for each rule, the weightiest first, with the date and the versions of each, and marks what was not judged', async () => {
    const { code, stdout, stderr } = await run(['compare', 'a.json', 'b.json'], {
      directory: temporaryDirectory(files),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      '| rule | http://127.0.0.1:4010<br>2026-01-02<br>stripe 4.5.6, kit 1.2.3<br>' +
        'Not conformant: 1 MUST failed, 1 exception is stale, 3 not judged. | http://b.example/&#124;&#60;i&#62;<br>2025-12-31<br>' +
        'stripe 4.5.6, kit 0.9.0<br>Conformant: every MUST passed or has an exception (1 not judged). |',
      '| --- | --- | --- |',
      '| **money** |  |  |',
      '| MUST the title of stripe/capture/other<br>stripe/capture/other | not run | pass |',
      '| **form** |  |  |',
      '| MUST the title of stripe/fake/pass<br>stripe/fake/pass | pass | pass |',
      '| MUST the title of stripe/fake/fail<br>stripe/fake/fail | FAIL | not run |',
      '| SHOULD the title of stripe/fake/warn<br>stripe/fake/warn | warn | not run |',
      '| MUST the title of stripe/fake/unarranged<br>stripe/fake/unarranged | not judged | not judged (exception) |',
      '| MUST the title of stripe/fake/blocked<br>stripe/fake/blocked | not judged | not run |',
      '| MUST the title of stripe/fake/error<br>stripe/fake/error | not judged (error) | not run |',
      '| MUST the title of stripe/fake/known<br>stripe/fake/known | FAIL (exception) | not run |',
      '| MUST the title of stripe/fake/stale<br>stripe/fake/stale | pass (stale exception) | not run |',
      '',
    ]);
  });

  it('writes a page that fits a phone and loads nothing', async () => {
    const directory = temporaryDirectory(files);
    const { code, stdout } = await run(['compare', '--format', 'html', 'a.json', 'b.json'], { directory });
    expect(code).toBe(0);
    const path = join(directory, 'compared.html');
    writeFileSync(path, stdout);
    const browser = await launchBrowser();
    const url = pathToFileURL(path).href;
    const { page, requests, complaints } = await openPage(browser, url, { viewport: { width: 390, height: 800 } });
    expect({ requests, complaints }).toEqual({ requests: [url], complaints: [] });
    expect(await page.locator('tbody').count()).toBe(2);
    expect(await page.locator('tbody tr').count()).toBe(11);
    expect(await page.locator('tbody').first().textContent()).toContain('the title of stripe/capture/other');
    expect(await page.locator('thead').textContent()).toContain('http://b.example/|<i>');
    expect(await page.locator('tr', { hasText: 'stripe/fake/unarranged' }).textContent()).toContain('not judged');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await browser.close();
  });

  it('reads what verify writes', async () => {
    const directory = temporaryDirectory();
    const args = ['--url', served().url, '--key', 'ch_test_reference', '--only', 'chargefy/cancel/already-canceled'];
    await run(['verify', 'chargefy', ...args, '--reporter', 'json=own.json'], { directory });
    const { code, stdout } = await run(['compare', 'own.json'], { directory });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\| MUST [^|]+<br>chargefy\/cancel\/already-canceled \| pass \|\n/);
  });

  it.each([
    ['none that is there', 'none.json', "compare none.json: can't read the file (ENOENT"],
    ['no JSON', 'text.json', 'compare text.json: the file is not valid JSON'],
    [
      'another JSON',
      'other.json',
      "compare other.json: the file must have required property 'kit'; expected what verify",
    ],
  ])('refuses a file that is %s in one line', async (_, name, why) => {
    const directory = temporaryDirectory({ ...files, 'text.json': 'x', 'other.json': '{}' });
    expect(await complaintOf(['compare', 'a.json', name], { directory })).toContain(why);
  });

  it('is refused without a file and with an unknown format', async () => {
    expect(await complaintOf(['compare'])).toContain("missing required argument 'reports'");
    expect(await complaintOf(['compare', '--format', 'pdf', 'a.json'])).toContain(
      'Allowed choices are markdown, html.',
    );
  });
});
