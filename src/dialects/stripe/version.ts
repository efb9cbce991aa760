/** The API version that an answer names. */

import { contractFor } from '../../contract/contracts.js';
import type { RequestContext } from '../Dialect.js';

/** The version that the document describes. Every answer has its objects, with any version that the request names. */
export const described = '2026-10-28.endive';

/** The version that the request names, as it was sent; the described one when it names none or what can't be one. */
export function versionOf({ headers }: RequestContext): string {
  const sent = headers['stripe-version'];
  return typeof sent === 'string' && contractFor('stripe').schema('ApiVersion')(sent) ? sent : described;
}
