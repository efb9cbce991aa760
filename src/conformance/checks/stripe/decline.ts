/** Checks of what a decline leaves. */

import type { Answer } from '../../target/Exchange.js';
import { NotServed } from '../../target/NotServed.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { excerpt, expectSame } from '../expect.js';
import { canceled, shown } from '../intents.js';
import { pick } from '../pick.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { confirm, requireServed } from './operations.js';
import { waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** A card for tests that is declined. */
export const declinedCard = 'pm_card_chargeDeclined';

/** @throws NotServed when the target does not decline the card for tests. */
export function requireDecline(answer: Answer): Answer {
  if (answer.status === 402) return answer;
  throw new NotServed(`the target does not decline ${declinedCard}: ${answer.status}: ${excerpt(answer.text)}`);
}

/**
 * An intent whose payment was declined, by a card for tests.
 *
 * @throws NotServed when the target has no confirm, or does not decline that card.
 */
async function declinedIntent(session: Session): Promise<string> {
  const id = await session.arrange('requires_payment_method');
  requireDecline(requireServed(await confirm(session, id, { payment_method: declinedCard }), 'confirm'));
  return id;
}

/** Payments that were declined. */
export const declineChecks: readonly Check[] = [
  {
    id: 'stripe/decline/status',
    ...should(
      'recorded: after a decline an intent waits for a payment method again, and nothing is held or received',
      sentences.requestFailed,
    ),
    title: 'an intent whose payment was declined waits for a payment method, and has moved no money',
    needs: waiting,
    async run(session) {
      const expected = { status: 'requires_payment_method', amount_capturable: 0, amount_received: 0 };
      const intent = await shown(session, await declinedIntent(session));
      expectSame(session, 'the intent', pick(intent, Object.keys(expected)), expected);
    },
  },
  {
    id: 'stripe/decline/cancelable',
    ...must(sentences.statuses, 'an intent is in requires_payment_method again after a decline'),
    title: 'an intent whose payment was declined can be canceled',
    needs: waiting,
    async run(session) {
      const id = await declinedIntent(session);
      const { status } = await shown(session, id);
      if (status !== 'requires_payment_method') {
        throw new Unarranged(`it needs an intent in requires_payment_method after a decline; this is in ${status}`);
      }
      expectSame(session, 'status', (await canceled(session, id)).status, 'canceled');
    },
  },
];
