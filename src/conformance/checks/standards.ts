/** Sentences of standards that bind every HTTP API. */

import type { Sentence } from './requirement.js';

const from = (page: string, quote: string): Sentence => ({ page, quote });

export const standards = {
  safeMethods: from(
    'https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1',
    'Request methods are considered "safe" if their defined semantics are essentially read-only; i.e., the client does not request, and does not expect, any state change on the origin server as a result of applying a safe method to a target resource.',
  ),
  unauthorized: from(
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
    'The 401 (Unauthorized) status code indicates that the request has not been applied because it lacks valid authentication credentials for the target resource.',
  ),
  challenge: from(
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
    'The server generating a 401 response MUST send a WWW-Authenticate header field (Section 11.6.1) containing at least one challenge applicable to the target resource.',
  ),
  bearer: from(
    'https://www.rfc-editor.org/rfc/rfc6750#section-3',
    'If the protected resource request does not include authentication credentials or does not contain an access token that enables access to the protected resource, the resource server MUST include the HTTP "WWW-Authenticate" response header field',
  ),
  clientError: from(
    'https://www.rfc-editor.org/rfc/rfc9110#section-15',
    '4xx (Client Error): The request contains bad syntax or cannot be fulfilled',
  ),
  serverError: from(
    'https://www.rfc-editor.org/rfc/rfc9110#section-15',
    '5xx (Server Error): The server failed to fulfill an apparently valid request',
  ),
  objectLevelAuthorization: from(
    'OWASP API Security Top 10 2023, API1',
    'Object level authorization checks should be considered in every function that accesses a data source using an ID from the user.',
  ),
  brokenAuthentication: from(
    'OWASP API Security Top 10 2023, API2',
    "Authentication mechanisms are often implemented incorrectly, allowing attackers to compromise authentication tokens or to exploit implementation flaws to assume other user's identities temporarily or permanently.",
  ),
} as const satisfies Record<string, Sentence>;
