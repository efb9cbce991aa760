/** Requests that provoke each documented answer of an operation. */

import type { Answer } from '../../target/Exchange.js';
import type { Need } from '../Check.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form } from './form.js';

/** Requests of an operation by the status that answers them, in the order in which they are sent. */
export type Requests = Readonly<Record<number, RequestOverrides>>;

export interface Provocation {
  /** What follows `stripe/document/` in the id of the check. */
  readonly subject: string;
  readonly operationId: string;
  /** JSON pointer to the operation. */
  readonly document: string;
  readonly what: string;
  readonly needs: readonly Need[];
  requests(session: Session): Promise<Requests>;
  /** Throws NotServed if the first answer shows that the target does not serve this. Default: by its status. */
  readonly served?: (first: Answer) => Answer;
}

export const get = (path: string): RequestOverrides => ({ method: 'GET', path });
export const post = (path: string, parameters: Readonly<Record<string, string>> = {}): RequestOverrides => ({
  path,
  ...form(parameters),
});

/** The same request without a key, and for an account that the key does not reach. */
export const unauthorized = (request: RequestOverrides): Requests => ({
  401: { ...request, key: 'none' },
  403: { ...request, headers: { ...request.headers, 'Stripe-Account': 'acct_conformance_nobody' } },
});

/** A retrieve of an object. */
export const found = (path: string): Requests => ({
  200: get(path),
  400: get(`${path}?expand[]=conformance_nobody`),
  ...unauthorized(get(path)),
  404: get(`${path}x`),
});

/** Ends an object, which is possible once: the second of the same requests is refused. */
export const expired = (path: string): Requests => {
  const request = post(`${path}/expire`);
  return { 200: request, 400: request, ...unauthorized(request), 404: post(`${path}x/expire`) };
};
