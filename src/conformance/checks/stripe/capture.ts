/** Checks of capture, and how checks capture. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { excerpt, expectSame, expectStatus, objectOf } from '../expect.js';
import { expectNoSideEffects, memberOf, shown } from '../intents.js';
import { pick } from '../pick.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form } from './form.js';
import { requireDone } from './operations.js';
import { hold, waiting } from './prerequisites.js';
import { expectForm, unexpectedState } from './refusal.js';
import { sentences, should } from './sources.js';

export function capturePath(session: Session, id: string): string {
  return `${session.retrievePath(id)}/capture`;
}

/** Captures without a body unless the draft has one. */
export function capture(session: Session, id: string, draft: RequestOverrides = {}): Promise<Answer> {
  return session.send({ path: capturePath(session, id), ...draft });
}

/**
 * The given hold can be captured, or a new one.
 *
 * @throws Unarranged when it can't: then a refused capture has another reason than the check looks for.
 */
export async function requireCapture(session: Session, id?: string): Promise<void> {
  const { status, text } = await capture(session, id ?? (await session.arrange('requires_capture')));
  if (status < 200 || status > 299) {
    throw new Unarranged(`a capture of a hold is refused as well: ${status}: ${excerpt(text)}`);
  }
}

function amountOf(amount: number): RequestOverrides {
  return form({ amount_to_capture: amount });
}

/**
 * A hold of which half was captured.
 *
 * @throws Unarranged when it can't be, or another amount was collected: that has a check of its own.
 */
async function capturedInPart(session: Session): Promise<{ readonly id: string; readonly part: number }> {
  const id = await session.arrange('requires_capture');
  const part = Math.ceil(Number(memberOf(await shown(session, id), 'amount_capturable')) / 2);
  const { json } = requireDone(await capture(session, id, amountOf(part)), 'a capture of a part');
  const collected = memberOf(Object(json), 'amount_received');
  if (collected !== part) {
    throw new Unarranged(`it needs a hold of which ${part} was captured; amount_received is ${collected}`);
  }
  return { id, part };
}

/** The other way a hold can end. */
export const captureChecks: readonly Check[] = [
  {
    id: 'stripe/capture/collects-the-hold',
    ...must(
      sentences.captures,
      'a capture without parameters takes all of it: succeeded, everything received, nothing capturable',
    ),
    title: 'a capture collects what is held',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const amount = memberOf(await shown(session, id), 'amount');
      const answer = await capture(session, id);
      expectStatus(session, answer, 200);
      const { status, amount_received, amount_capturable } = objectOf(session, answer);
      expectSame(
        session,
        'the intent',
        { status, amount_received, amount_capturable },
        { status: 'succeeded', amount_received: amount, amount_capturable: 0 },
      );
    },
  },
  {
    id: 'stripe/capture/part',
    ...must(sentences.amountToCapture, 'that amount is received, and nothing is capturable any more'),
    title: 'a capture of a part collects that part and releases the rest',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await shown(session, id);
      const [amount, held] = [memberOf(before, 'amount'), memberOf(before, 'amount_capturable')];
      const part = Math.ceil(Number(held) / 2);
      const answer = await capture(session, id, amountOf(part));
      expectStatus(session, answer, 200);
      const intent = objectOf(session, answer);
      expectSame(
        session,
        'the intent',
        {
          status: intent.status,
          amount: intent.amount,
          amount_received: intent.amount_received,
          amount_capturable: intent.amount_capturable,
        },
        { status: 'succeeded', amount, amount_received: part, amount_capturable: 0 },
      );
    },
  },
  {
    id: 'stripe/capture/rest-released',
    ...must(sentences.captures, 'a capture of a part changes the status, so the rest cannot be captured'),
    title: 'the rest of a hold cannot be captured after a part of it',
    needs: hold,
    async run(session) {
      const { id, part } = await capturedInPart(session);
      expectClientError(session, await capture(session, id), 'a capture of the rest');
      const { amount_received, amount_capturable } = await shown(session, id);
      const actual = { amount_received, amount_capturable };
      expectSame(session, 'the intent', actual, { amount_received: part, amount_capturable: 0 });
    },
  },
  {
    id: 'stripe/capture/part-of-the-charge',
    ...should('the charge shows the captured part, and the rest is not a refund', sentences.noRefund),
    title: 'the charge of a hold that was captured in part shows that part, and no refund',
    needs: hold,
    async run(session) {
      const { id, part } = await capturedInPart(session);
      const answer = await session.retrieve(id, { path: `${session.retrievePath(id)}?expand[]=latest_charge` });
      const { latest_charge: charge } = Object(answer.json) as { readonly latest_charge?: unknown };
      if (typeof charge !== 'object' || charge === null) {
        throw new Unarranged('it needs a retrieve that shows the charge when asked to expand latest_charge');
      }
      const expected = { captured: true, amount_captured: part, refunded: false, amount_refunded: 0 };
      expectSame(session, 'the charge', pick({ ...charge }, Object.keys(expected)), expected);
    },
  },
  {
    id: 'stripe/capture/too-much',
    ...must(sentences.amountToCapture, 'a larger amount is refused, and nothing is captured'),
    title: 'a capture of more than the amount is refused and collects nothing',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await shown(session, id);
      const tooMuch = Number(memberOf(before, 'amount')) + 1;
      expectClientError(session, await capture(session, id, amountOf(tooMuch)), 'a capture of too much');
      await expectNoSideEffects(session, id, before, 'a capture of too much');
      await requireCapture(session, id);
    },
  },
  {
    id: 'stripe/capture/nothing-held',
    ...must(sentences.captures, 'in any other status it is refused'),
    title: 'an intent that holds nothing cannot be captured',
    needs: [...waiting, ...hold],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectClientError(session, await capture(session, id), 'the capture');
      await requireCapture(session);
    },
  },
  {
    id: 'stripe/capture/nothing-held-code',
    ...should(
      'recorded: status 400, type invalid_request_error, code payment_intent_unexpected_state',
      sentences.notCapturable,
    ),
    title: 'the refusal to capture what holds nothing has the documented code',
    needs: waiting,
    async run(session) {
      expectForm(session, await capture(session, await session.arrange('requires_payment_method')), unexpectedState);
    },
  },
];
