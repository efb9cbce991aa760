/** The lines that `serve` prints when it is ready. */

import { randomBytes } from 'node:crypto';
import { pathTo } from '../contract/Contract.js';
import type { Dialect } from '../dialects/Dialect.js';
import type { KeyEntry } from '../dialects/keyEntry.js';
import type { RunningServer } from '../server/listen.js';

export interface ReadyServer {
  readonly dialect: Dialect;
  readonly server: RunningServer;
  readonly keys: readonly KeyEntry[];
}

/**
 * What a person needs to go on: where the servers are, which keys they take, and two lines to paste for each,
 * one that makes an intent and one that cancels it.
 *
 * @param publicKeys whether the keys may be shown. Without a control there is nothing to make, so nothing to paste.
 */
export function describeServers(servers: readonly ReadyServer[], publicKeys: boolean, control: boolean): string {
  return servers.map((ready) => describe(ready, publicKeys, control)).join('\n');
}

function describe({ dialect, server, keys }: ReadyServer, publicKeys: boolean, control: boolean): string {
  const lines = [
    `${dialect.name}  ${server.url}`,
    `  docs  ${server.url}/docs`,
    `  keys  ${publicKeys ? keys.map(([secret]) => secret).join('  ') : `${keys.length} from your file`}`,
  ];
  if (control) lines.push(...curlLines(dialect, server.url, publicKeys ? (keys[0]?.[0] ?? '') : 'YOUR_KEY'));
  return `${lines.join('\n')}\n`;
}

function curlLines(dialect: Dialect, url: string, key: string): string[] {
  const id = `pi_${randomBytes(12).toString('hex')}`;
  const { authenticationSchemes, operation } = dialect.contract;
  const credentials = authenticationSchemes.includes('basic') ? `-u ${key}:` : `-H "Authorization: Bearer ${key}"`;
  const fixture = JSON.stringify({ id, status: 'requires_capture' });
  return [
    `  curl -X POST ${url}/_fixtures/payment_intents ${credentials} -d '${fixture}'`,
    `  curl -X POST ${url}${pathTo(operation('cancelPaymentIntent'), id)} ${credentials}`,
  ];
}
