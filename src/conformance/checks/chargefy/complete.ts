/** What a complete PaymentIntent is at Chargefy. */

import { thoroughContractFor } from '../../../contract/contracts.js';
import { show } from '../expect.js';
import type { Intent } from '../observed.js';
import type { Session } from '../Session.js';

/**
 * All members of the page's example are there, with the type and the form that they have in it. Further values of an
 * enum are no deviation: the page gives no list.
 */
export function expectComplete(session: Session, intent: Intent): void {
  const validate = thoroughContractFor('chargefy').schema('PaymentIntent');
  if (validate(intent)) return;
  const errors = validate.errors ?? [];
  const nameIn = (path: string) => path.split('/')[1] ?? '';
  const further = new Set(
    errors
      .map(({ keyword, instancePath }) => (keyword === 'enum' ? nameIn(instancePath) : ''))
      .filter((name) => typeof intent[name] === 'string' || Array.isArray(intent[name])),
  );
  const deviations = errors
    .filter(({ instancePath }) => !further.has(nameIn(instancePath)))
    .map(({ instancePath, message = 'differs', params }) => {
      const name = nameIn(instancePath);
      return name === '' ? `no ${params.missingProperty}` : `${name} ${show(intent[name])}, which ${message}`;
    });
  if (deviations.length > 0) {
    session.deviate('the complete object as the page shows it', [...new Set(deviations)].join('; '));
  }
}
