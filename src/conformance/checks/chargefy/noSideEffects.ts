/** The check that refused cancels change nothing at Chargefy. */

import type { Check } from '../Check.js';
import { expectRefusalsChangeNothing } from '../cancelsNothing.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { standards } from '../standards.js';
import { waiting } from './prerequisites.js';
import { formBody, jsonBody, jsonText, withReason } from './requestBody.js';

/** Requests that are refused for their content. Other checks judge refusals for the key or the status. */
const refused: Readonly<Record<string, (session: Session, id: string) => RequestOverrides>> = {
  'an unknown reason': () => withReason('out_of_stock'),
  'an empty reason': () => withReason(''),
  'a reason that is a number': () => withReason(4),
  'a JSON text that breaks off': () => jsonText('{"cancellation_reason": '),
  'a list as the body': () => jsonBody(['duplicate']),
  'a form': () => formBody('cancellation_reason=duplicate'),
  'a query parameter': (session, id) => ({ path: `${session.cancelPath(id)}?cancellation_reason=duplicate` }),
  'a slash after the path': (session, id) => ({ path: `${session.cancelPath(id)}/` }),
  'an id with a space after it': (session, id) => ({ path: session.cancelPath(`${id}%20`) }),
  'an id with a NUL after it': (session, id) => ({ path: session.cancelPath(`${id}%00`) }),
  'an id that climbs': (session, id) => ({ path: session.cancelPath(`..%2Fpayment-intents%2F${id}`) }),
  'a GET': () => ({ method: 'GET' }),
  'a DELETE': () => ({ method: 'DELETE' }),
};

export const noSideEffectsChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/refusal-changes-nothing',
    document: '#/components/responses/CancelBadRequest',
    ...must(standards.clientError, 'a request with such an answer was not fulfilled, so it changed nothing'),
    title: 'a refused request leaves the intent as it is',
    needs: waiting,
    run: (session) =>
      expectRefusalsChangeNothing(
        session,
        Object.fromEntries(
          Object.entries(refused).map(([what, toRequest]) => [what, (id: string) => toRequest(session, id)]),
        ),
      ),
  },
];
