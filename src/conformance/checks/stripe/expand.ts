/** Checks of the expand parameter. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectRefusalsChangeNothing } from '../cancelsNothing.js';
import { expectCancels, expectOnlyThisRefused, requireRefusal } from '../controls.js';
import { expectSame, show } from '../expect.js';
import { ended, memberOf, shown } from '../intents.js';
import type { Intent } from '../observed.js';
import type { Refusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form } from './form.js';
import { hold, waiting } from './prerequisites.js';
import { badRequest, expectForm } from './refusal.js';
import { sentences, should } from './sources.js';

const unknownPath = form({ 'expand[]': 'conformance_nobody' });
const notAnArray = form({ expand: 'latest_charge' });
const tooDeep = form({ 'expand[]': 'latest_charge.customer.default_source.customer.default_source' });

/** The `expand` parameter of a cancel. */
export const expandChecks: readonly Check[] = [
  {
    id: 'stripe/expand/latest-charge',
    ...must(sentences.expands, 'expand[]=latest_charge answers the charge as an object'),
    title: 'a cancel answers the charge as an object when asked',
    needs: hold,
    run: expandsTheCharge('expand[]'),
  },
  {
    id: 'stripe/expand/indexed',
    ...should('expand[0] means the same as expand[]; the official SDK writes it this way', sentences.expands),
    title: 'the elements of expand may be numbered',
    needs: hold,
    run: expandsTheCharge('expand[0]'),
  },
  {
    id: 'stripe/expand/charge-unasked',
    ...should('without expand the answer has the id of the charge, not the charge', sentences.expands),
    title: 'a cancel answers with the id of the charge unless asked for more',
    needs: hold,
    async run(session) {
      const { latest_charge } = await ended(session, await session.arrange('requires_capture'));
      if (typeof latest_charge !== 'string') session.deviate('the id of the charge', show(latest_charge));
    },
  },
  {
    id: 'stripe/expand/null',
    ...should('a property that is null stays null', sentences.expands),
    title: 'expanding a property that is null leaves it null',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { customer } = await shown(session, id);
      if (customer !== null) throw new Unarranged('it needs an intent whose customer is null');
      const intent = await expectCancels(session, id, form({ 'expand[]': 'customer' }));
      expectSame(session, 'customer', intent.customer, null);
    },
  },
  {
    id: 'stripe/expand/unknown-path',
    ...must(sentences.notExpandable),
    title: 'a cancel refuses to expand what cannot be expanded',
    needs: waiting,
    run: refuses(unknownPath, 'an unknown path'),
  },
  {
    id: 'stripe/expand/unknown-path-before-lookup',
    document: '#/components/responses/CancelBadRequest',
    ...should('recorded: a bad path is refused whether there is such an intent or not'),
    title: 'a path that cannot be expanded is refused before the intent is looked up',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const known = await session.cancel(id, unknownPath);
      requireRefusal(known);
      expectForm(session, await session.cancel(`${id}x`, unknownPath), { status: known.status });
    },
  },
  {
    id: 'stripe/expand/not-an-array',
    ...must(sentences.notAnArray),
    title: 'an expand that is no array is refused',
    needs: waiting,
    run: refuses(notAnArray, 'an expand that is no array'),
  },
  {
    id: 'stripe/expand/not-an-array-param',
    ...should('the parameter is named, as recorded', sentences.notAnArray),
    title: 'the refusal of an expand that is no array names the parameter',
    needs: waiting,
    run: refusedWith(notAnArray, { ...badRequest, param: 'expand' }),
  },
  {
    id: 'stripe/expand/too-deep',
    ...must(sentences.tooDeep),
    title: 'a path of five levels is refused',
    needs: waiting,
    run: refuses(tooDeep, 'a path of five levels'),
  },
  {
    id: 'stripe/expand/too-deep-code',
    ...should('status 400, code property_expansion_max_depth, as recorded', sentences.tooDeep),
    title: 'the refusal of a path of five levels has the documented code',
    needs: waiting,
    run: refusedWith(tooDeep, { ...badRequest, code: 'property_expansion_max_depth' }),
  },
  {
    id: 'stripe/expand/nothing-canceled',
    ...must(sentences.fails),
    title: 'a cancel that is refused for its expand cancels nothing',
    needs: waiting,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'an unknown path': unknownPath,
        'an expand that is no array': notAnArray,
        'a path of five levels': tooDeep,
      }),
  },
];

/**
 * The charge of a hold.
 *
 * @throws Unarranged when it has none: then there is nothing to expand.
 */
export function chargeOf(intent: Intent): unknown {
  const latest_charge = memberOf(intent, 'latest_charge');
  if (latest_charge === null) throw new Unarranged('it needs a hold that has a charge');
  return latest_charge;
}

function expandsTheCharge(name: string) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_capture');
    const latest_charge = chargeOf(await shown(session, id));
    const intent = await expectCancels(session, id, form({ [name]: 'latest_charge' }));
    const charge = intent.latest_charge as { id?: unknown; object?: unknown } | null | undefined;
    const actual = { id: charge?.id, object: charge?.object };
    expectSame(session, 'latest_charge', actual, { id: latest_charge, object: 'charge' });
  };
}

function refuses(draft: RequestOverrides, what: string) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    await expectOnlyThisRefused(session, id, draft, what, form({ 'expand[]': 'customer' }));
  };
}

function refusedWith(draft: RequestOverrides, refusal: Refusal) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    expectForm(session, await session.cancel(id, draft), refusal);
  };
}
