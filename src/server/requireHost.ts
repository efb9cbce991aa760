/** Rejects HTTP/1.1 requests without a Host header. */

import type { RequestHandler } from 'express';
import { RejectedRequest } from './RejectedRequest.js';

/** HTTP/1.1 demands a Host header. Node would refuse its absence too, but without a message. */
export const requireHost: RequestHandler = ({ httpVersion, headers }, _response, next) => {
  if (httpVersion === '1.1' && headers.host === undefined) {
    throw new RejectedRequest({ kind: 'malformed_request', reason: 'it has no Host header' });
  }
  next();
};
