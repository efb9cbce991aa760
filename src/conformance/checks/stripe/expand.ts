/** Checks of the expand parameter. */

import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled, retrieved } from '../intents.js';
import { expectRefusal, expectRefusalsChangeNothing, type Refusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { form } from './form.js';
import { bothWork, hold, holdWorks, retrieveWorks, waiting } from './prerequisites.js';
import { badRequest } from './refusal.js';
import { sentences, should } from './sources.js';

const unknownPath = form({ 'expand[]': 'conformance_nobody' });
const notAnArray = form({ expand: 'latest_charge' });
const tooDeep = form({ 'expand[]': 'latest_charge.customer.default_source.customer.default_source' });
const refusedPath = 'stripe/expand/unknown-path';

/** The `expand` parameter of a cancel. */
export const expandChecks: readonly Check[] = [
  {
    id: 'stripe/expand/latest-charge',
    ...must(sentences.expands, 'expand[]=latest_charge answers the charge as an object'),
    title: 'a cancel answers the charge as an object when asked',
    needs: hold,
    after: holdWorks,
    run: expandsTheCharge('expand[]'),
  },
  {
    id: 'stripe/expand/indexed',
    ...should('expand[0] means what expand[] means; so the official SDK writes it', sentences.expands),
    title: 'the elements of expand may be numbered',
    needs: hold,
    after: ['stripe/expand/latest-charge'],
    run: expandsTheCharge('expand[0]'),
  },
  {
    id: 'stripe/expand/null',
    ...should('a property that is null stays null', sentences.expands),
    title: 'expanding a property that is null leaves it null',
    needs: waiting,
    after: bothWork,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { customer } = await retrieved(session, id);
      expectSame(session, 'customer before the cancel', customer, null);
      expectSame(session, 'customer', (await canceled(session, id, form({ 'expand[]': 'customer' }))).customer, null);
    },
  },
  {
    id: refusedPath,
    ...must(sentences.notExpandable, 'status 400, type invalid_request_error'),
    title: 'a cancel refuses to expand what cannot be expanded',
    needs: waiting,
    run: refuses(unknownPath, badRequest),
  },
  {
    id: 'stripe/expand/unknown-path-before-lookup',
    document: '#/components/responses/CancelBadRequest',
    ...should('recorded: a bad path is refused whether there is such an intent or not'),
    title: 'a path that cannot be expanded is refused before the intent is looked up',
    needs: waiting,
    after: [refusedPath],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(`${id}x`, unknownPath), badRequest);
    },
  },
  {
    id: 'stripe/expand/not-an-array',
    ...must(sentences.notAnArray, 'status 400, type invalid_request_error, param expand'),
    title: 'an expand that is no array is refused',
    needs: waiting,
    run: refuses(notAnArray, { ...badRequest, param: 'expand' }),
  },
  {
    id: 'stripe/expand/too-deep',
    ...must(sentences.tooDeep, 'status 400, code property_expansion_max_depth'),
    title: 'a path of five levels is refused',
    needs: waiting,
    run: refuses(tooDeep, { ...badRequest, code: 'property_expansion_max_depth' }),
  },
  {
    id: 'stripe/expand/nothing-canceled',
    ...must(sentences.fails),
    title: 'a cancel that is refused for its expand cancels nothing',
    needs: waiting,
    after: retrieveWorks,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'an unknown path': unknownPath,
        'an expand that is no array': notAnArray,
        'a path of five levels': tooDeep,
      }),
  },
];

function expandsTheCharge(name: string) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_capture');
    const { latest_charge } = await retrieved(session, id);
    const intent = await canceled(session, id, form({ [name]: 'latest_charge' }));
    const charge = intent.latest_charge as { id?: unknown; object?: unknown } | null | undefined;
    const shown = { id: charge?.id, object: charge?.object };
    expectSame(session, 'latest_charge', shown, { id: latest_charge, object: 'charge' });
  };
}

function refuses(draft: Parameters<Session['cancel']>[1], refusal: Refusal) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    expectRefusal(session, await session.cancel(id, draft), refusal);
  };
}
