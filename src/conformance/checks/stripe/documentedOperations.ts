/** Checks that whole answers of the operations around a cancel are as Stripe’s document has them. */

import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { everyCase } from '../everyCase.js';
import { expectDocumentedBody, expectDocumentedHeaders, expectStatus } from '../expect.js';
import type { RequestOverrides } from '../Session.js';
import { requireServed } from './operations.js';
import { provocations } from './provocations.js';
import { cancelPage, should } from './sources.js';

/** Each answer of the optional operations that a client can provoke is as the document has it. */
export const documentedOperationChecks: readonly Check[] = provocations.map(
  ({
    subject,
    operationId,
    document,
    what,
    needs,
    requests,
    served = (first) => requireServed(first, `serve ${what}`),
  }) => ({
    id: `stripe/document/${subject}`,
    document,
    ...should('status, headers and body of each answer are as the document has them', { page: cancelPage }),
    title: `the answers to ${what} are as the document has them`,
    needs,
    async run(session) {
      const cases = await requests(session);
      const [first] = Object.values(cases) as [RequestOverrides];
      let known: Answer | undefined = served(await session.send(first));
      await everyCase(cases, async (request, status) => {
        const answer = known ?? (await session.send(request));
        known = undefined;
        expectStatus(session, answer, Number(status));
        expectDocumentedBody(session, answer, operationId);
        expectDocumentedHeaders(session, answer, operationId);
      });
    },
  }),
);
