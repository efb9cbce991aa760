import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { openPage } from './browser.js';
import { bundle } from './bundle.js';

const clientEntries = {
  stripe: 'src/client/stripe.ts',
  stripeEvents: 'src/client/stripeEvents.ts',
  chargefy: 'src/client/chargefy.ts',
  chargefyEvents: 'src/client/chargefyEvents.ts',
};

/** A page that has the clients and what receives events, as bundled for production. */
export interface ClientPage {
  readonly origin: string;
  /** Runs the body of an async function; `stripe` and `chargefy` are the two clients. Gives back what it returns. */
  run(body: string): Promise<unknown>;
  /** The files it has loaded by now. */
  readonly loaded: readonly string[];
}

export async function openClientPage(browser: Browser): Promise<ClientPage> {
  const { files } = await bundle(clientEntries);
  const loaded: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const script = files.get(url.slice(1));
    if (script) loaded.push(url.slice(1));
    response
      .writeHead(200, { 'Content-Type': script ? 'text/javascript' : 'text/html' })
      .end(script ?? '<!doctype html>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { page } = await openPage(browser, origin);
  const run = (body: string) =>
    page.evaluate(`(async () => {
      const stripe = await import('/stripe.js');
      const chargefy = await import('/chargefy.js');
      ${body}
    })()`);
  return { origin, run, loaded };
}
