/** The paths of the operations at a target. */

import { contractFor } from '../../contract/contracts.js';
import type { DialectName } from '../../contract/dialect.js';

/** The path of the operation that cancels an intent. The id is not escaped, because checks also send malformed ones. */
export function cancelPath(dialect: DialectName, id: string): string {
  return operationPath(dialect, 'cancelPaymentIntent', id);
}

/** The path of the operation that retrieves an intent. The id is not escaped. */
export function retrievePath(dialect: DialectName, id: string): string {
  return operationPath(dialect, 'retrievePaymentIntent', id);
}

function operationPath(dialect: DialectName, operation: string, id: string): string {
  return contractFor(dialect)
    .operation(operation)
    .path.replace(/\{\w+\}/, () => id);
}
