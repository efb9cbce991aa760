import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packed from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright-core';
import { onTestFinished, vi } from 'vitest';

/** A Chromium out of the npm package, with its own libraries and font: it needs nothing installed. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await installation()), args: ['--no-sandbox'] });
}

async function installation(): Promise<LaunchOptions> {
  // The package is for Linux on x64. Elsewhere there has to be a Chrome.
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const home = fileURLToPath(new URL('../../node_modules/@sparticuz/chromium/unpacked', import.meta.url));
  if (!existsSync(home)) await unpack(home);
  const env = { ...process.env, LD_LIBRARY_PATH: `${home}/al2023/lib`, FONTCONFIG_FILE: `${home}/fonts.conf` };
  return { executablePath: `${home}/chromium`, env };
}

/** Unpacks beside the destination and renames, so that what is there is complete, whoever else unpacks or was interrupted. */
async function unpack(home: string): Promise<void> {
  const unpacking = mkdtempSync(`${home}-`);
  vi.stubEnv('TMPDIR', unpacking);
  vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs20.x'); // The place for which it unpacks the libraries, too.
  await packed.executablePath().finally(() => vi.unstubAllEnvs());
  writeFileSync(`${unpacking}/fonts.conf`, '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>');
  try {
    renameSync(unpacking, home);
  } catch (error) {
    rmSync(unpacking, { recursive: true });
    if (!existsSync(home)) throw error;
  }
}

export interface OpenPage {
  readonly page: Page;
  /** Everything the page asked for, itself first. What is not on this machine was refused. */
  readonly requests: readonly string[];
  /** Errors and warnings on its console, and what its scripts threw. */
  readonly complaints: readonly string[];
}

/** Opens a page with the network cut, and closes it when the test ends. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const requests: string[] = [];
  const complaints: string[] = [];
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  onTestFinished(() => context.close());
  await context.route(isElsewhere, (route) => route.abort());
  context.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) requests.push(request.url());
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  const page = await context.newPage();
  await page.goto(url);
  return { page, requests, complaints };
}

const isElsewhere = ({ protocol, hostname }: URL): boolean => protocol.startsWith('http') && hostname !== '127.0.0.1';
