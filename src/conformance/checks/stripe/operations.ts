/** Operations of Stripe's that a target need not have, and how checks call them. */

import type { Answer } from '../../target/Exchange.js';
import { isNotServed, NotServed } from '../../target/NotServed.js';
import { Unarranged } from '../../target/Target.js';
import { isSuccess } from '../controls.js';
import { excerpt } from '../expect.js';
import { shown } from '../intents.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form } from './form.js';

/** A page of the merchant's: some payment methods send the customer away and back. */
const returnUrl = { return_url: 'https://example.com/return' };

/** The request that confirms an intent, with the payment method that it has unless another is named. */
export function confirmOf(
  session: Session,
  id: string,
  parameters: Readonly<Record<string, string>> = {},
  headers: RequestOverrides['headers'] = {},
): RequestOverrides {
  return { path: `${session.retrievePath(id)}/confirm`, ...form({ ...returnUrl, ...parameters }, headers) };
}

export function confirm(
  session: Session,
  id: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return session.send(confirmOf(session, id, parameters));
}

export function create(session: Session, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  return session.send({ path: collection(session), ...form({ currency: 'usd', ...parameters }) });
}

/** The path of all intents. */
export function collection(session: Session): string {
  return session.retrievePath('').replace(/\/$/, '');
}

export function updateAmount(session: Session, id: string, amount: number): Promise<Answer> {
  return session.send({ path: session.retrievePath(id), ...form({ amount: String(amount) }) });
}

export function increment(session: Session, id: string, amount: number): Promise<Answer> {
  return session.send({
    path: `${session.retrievePath(id)}/increment_authorization`,
    ...form({ amount: String(amount) }),
  });
}

export function retrieveSession(session: Session, checkoutSession: string): Promise<Answer> {
  return session.send({ method: 'GET', path: `/v1/checkout/sessions/${checkoutSession}` });
}

export function expireSession(session: Session, checkoutSession: string): Promise<Answer> {
  return session.send({ path: `/v1/checkout/sessions/${checkoutSession}/expire` });
}

/**
 * The answer to an operation on an object that is there.
 *
 * @throws NotServed when it says that there is no such operation.
 */
export function requireServed(answer: Answer, operation: string): Answer {
  if (isNotServed(answer)) {
    throw new NotServed(`the target does not ${operation}: ${answer.status}: ${excerpt(answer.text)}`);
  }
  return answer;
}

/**
 * The answer to an operation on the session of an intent.
 *
 * @throws NotServed when there is no such operation, or no session for the intent that was arranged.
 */
export function requireSession(answer: Answer): Answer {
  if (answer.status !== 404) return requireServed(answer, 'serve Checkout Sessions');
  throw new NotServed(`the target has no session of the intent: 404: ${excerpt(answer.text)}`);
}

/**
 * The id of the charge of a hold.
 *
 * @throws NotServed when the hold shows none.
 */
export async function chargeOfAHold(session: Session): Promise<string> {
  const { latest_charge: charge } = await shown(session, await session.arrange('requires_capture'));
  if (typeof charge !== 'string') throw new NotServed('the target shows no charge of a hold');
  return charge;
}

/**
 * An intent in requires_confirmation, other than that of the check, can be confirmed.
 *
 * @throws NotServed when the target has no such operation, Unarranged when it refuses: then a refused confirm has
 *   another reason than the check looks for.
 */
export async function requireConfirm(session: Session): Promise<Answer> {
  requireServed(await confirm(session, await session.arrange('requires_payment_method')), 'confirm');
  return requireDone(await confirm(session, await session.arrange('requires_confirmation')), 'a confirm');
}

/** @throws Unarranged when it was refused. */
export function requireDone(answer: Answer, what: string): Answer {
  if (isSuccess(answer)) return answer;
  throw new Unarranged(`${what} is refused as well: ${answer.status}: ${excerpt(answer.text)}`);
}
