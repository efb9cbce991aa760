/** Opens the transport of a target. */

import { baseUrl } from './baseUrl.js';
import { fetchTransport } from './fetchTransport.js';
import { httpTransport } from './httpTransport.js';
import type { Target } from './Target.js';
import type { Transport } from './Transport.js';
import { headerProblem, withHeaders } from './withHeaders.js';

/** @throws TypeError for an invalid target. The message says what to change. */
export function openTransport({ url, fetch, key, arrange, headers = {}, rate, tls }: Target): Transport {
  if (fetch !== undefined && typeof fetch !== 'function') {
    throw new TypeError(
      'The fetch of a target must be a function like the global fetch; leave it out to send over the url.',
    );
  }
  // The message doesn't repeat the value: it may contain a password.
  if (url !== undefined && !baseUrl(url)) {
    throw new TypeError(
      'The url of a target must be http://HOST[:PORT][/PATH] or https://…, without credentials and query.',
    );
  }
  // Catches a key from an environment variable that is not set.
  if (typeof key !== 'string' || key === '')
    throw new TypeError('The key of a target must be a secret key of the test mode.');
  if (typeof arrange !== 'function') {
    throw new TypeError(
      'The arrange of a target must be a function that makes intents, such as arrangeByFixtures(url).',
    );
  }
  for (const [name, value] of Object.entries(headers)) {
    const problem = headerProblem(name, value);
    if (problem) throw new TypeError(`The headers of a target: ${problem}`);
  }
  if (rate !== undefined && !(rate > 0)) {
    throw new TypeError('The rate of a target must be a number of requests a second, more than 0.');
  }
  const overUrl = url === undefined ? undefined : httpTransport(url, tls);
  if (fetch) return withHeaders(fetchTransport(fetch, url, overUrl), headers);
  if (overUrl) return withHeaders(overUrl, headers);
  throw new TypeError('A target needs a url, such as http://127.0.0.1:8080, or a fetch.');
}
