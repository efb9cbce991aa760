import type { ClientDialect, Init } from './ClientDialect.js';
import type { ClientOptions } from './ClientOptions.js';
import { createRequester } from './createRequester.js';
import { createTransport } from './createTransport.js';
import type { PathClient } from './PathClient.js';

/** Creates a client of one document, with the rules of its dialect. */
export function createPathClient<Paths, Intent>(
  options: ClientOptions,
  dialect: ClientDialect,
): PathClient<Paths, Intent> {
  const transport = createTransport(options, dialect);
  const request = createRequester(options, dialect, transport);
  const calls = {
    GET: (path: string, init: Init) => request('GET', path, init),
    POST: (path: string, init: Init) => request('POST', path, init),
    use: transport.use,
    eject: transport.eject,
  };
  return calls as PathClient<Paths, Intent>;
}
