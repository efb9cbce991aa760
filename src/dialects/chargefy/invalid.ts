import { requestedCancellationReasonValues } from '../../contract/chargefy.js';
import type { InvalidRequest, Reply } from '../Dialect.js';
import { invalidParameter } from './errors.js';

/** The answer to a body that disagrees with the document. Nothing else of a request can. */
export function invalidReply({ body, violations }: InvalidRequest): Reply {
  if (violations.some(({ pointer }) => pointer === '/body')) {
    return invalidParameter('Invalid request body: must be a JSON object.');
  }
  if (typeof (body as { cancellation_reason: unknown }).cancellation_reason !== 'string') {
    return invalidParameter('Invalid cancellation_reason: must be a string.');
  }
  const values = requestedCancellationReasonValues;
  return invalidParameter(
    `Invalid cancellation_reason: must be one of ${values.slice(0, -1).join(', ')} or ${values.at(-1)}.`,
  );
}
