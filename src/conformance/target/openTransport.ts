/** Opens the transport that a target asks for. */

import { fetchTransport } from './fetchTransport.js';
import { httpTransport } from './httpTransport.js';
import type { Target } from './Target.js';
import type { Transport } from './Transport.js';

export function openTransport({ url, fetch }: Target): Transport {
  if (fetch) return fetchTransport(fetch);
  if (url !== undefined) return httpTransport(url);
  throw new TypeError('a target has a url or a fetch');
}
