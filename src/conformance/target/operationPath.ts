/** The paths of the operations at a target. */

import { contractFor } from '../../contract/contracts.js';
import type { DialectName } from '../../contract/dialect.js';

/** The path of the operation that cancels an intent. The id stands there as it is: checks send malformed ones, too. */
export function cancelPath(dialect: DialectName, id: string): string {
  return operationPath(dialect, 'cancelPaymentIntent', id);
}

/** The path of the operation that retrieves an intent, with the id as it is. */
export function retrievePath(dialect: DialectName, id: string): string {
  return operationPath(dialect, 'retrievePaymentIntent', id);
}

function operationPath(dialect: DialectName, operation: string, id: string): string {
  return contractFor(dialect)
    .operation(operation)
    .path.replace(/\{\w+\}/, () => id);
}
