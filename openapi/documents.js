// The OpenAPI documents of this folder by name, and the command that reads them.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Names of the documents in a folder; one named `stripe` lies in `stripe.yaml`. Neither workflows nor the configuration count. */
export function documentsIn(folder) {
  return readdirSync(folder)
    .filter((file) => /^\w+\.yaml$/.test(file) && file !== 'redocly.yaml')
    .map((file) => file.slice(0, -'.yaml'.length));
}

/** This folder. */
export const folder = fileURLToPath(new URL('.', import.meta.url));

/** Where the documents of the last release are kept. */
export const released = fileURLToPath(new URL('../test/documents/released/', import.meta.url));

/** What Node runs as `redocly`. */
export const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');

/** It tells nobody that it ran. */
export const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
