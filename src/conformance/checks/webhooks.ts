/** How the checks of all dialects judge the event of a cancel. */

import { thoroughContractFor } from '../../contract/contracts.js';
import type { Answer } from '../target/Exchange.js';
import type { Delivery, Subject } from '../target/Inbox.js';
import { NotServed } from '../target/NotServed.js';
import { Unarranged } from '../target/Target.js';
import { isSuccess, requireRefusal } from './controls.js';
import { excerpt, expectSame, expectSameMembers, show } from './expect.js';
import { shown } from './intents.js';
import type { Session } from './Session.js';

/** How a dialect delivers the event of a cancel. */
export interface EventForm {
  readonly type: string;
  cancel(session: Session, id: string): Promise<Answer>;
  /** The signature in the headers; undefined when they have none that can be read. */
  readSignature(delivery: Delivery, secret: string): Signature | undefined;
  /** The id by which a receiver recognizes an event that it knows. */
  idOf(delivery: Delivery): unknown;
}

export interface Signature {
  /** When it was signed, in Unix seconds. */
  readonly at: number;
  /** Whether one of the signatures is that of the secret over the body as it came. */
  readonly isValid: boolean;
}

type Members = Readonly<Record<string, unknown>>;

/** Milliseconds between two attempts whose times are compared: both drop the fraction of a second. */
const apart = 2_000;

/** Seconds that receivers allow between the time of a signature and now. */
const tolerance = 300;

/** A cancel is followed by an event of its type about the intent. */
export async function expectEvent(session: Session, form: EventForm): Promise<void> {
  const webhooks = session.webhooks();
  const id = await session.arrange('requires_payment_method');
  const answer = await canceledNow(session, form, id);
  const deliveries = await webhooks.wait(subjectOf(form, id));
  if (deliveries.length === 0) session.deviate(`an event ${form.type} about the intent`, 'none in time', answer);
}

/** One cancel has one event, which may be delivered several times. */
export async function expectOneEvent(session: Session, form: EventForm): Promise<void> {
  const { id } = await firstDelivery(session, form);
  await expectIds(session, form, id, 1);
}

/** A refused cancel has sent no event when the event of a later cancel comes. */
export async function expectNoEvent(session: Session, form: EventForm): Promise<void> {
  session.webhooks();
  const id = await session.arrange('succeeded');
  requireRefusal(await form.cancel(session, id));
  await expectIds(session, form, id, 0);
}

/** When the event comes, retrieve shows the intent canceled. */
export async function expectCanceledByThen(session: Session, form: EventForm): Promise<void> {
  const webhooks = session.webhooks();
  const id = await session.arrange('requires_payment_method');
  const lookWhenItComes = async () => {
    const deliveries = await webhooks.wait(subjectOf(form, id));
    return deliveries.length > 0 ? shown(session, id) : undefined;
  };
  const [intent] = await Promise.all([lookWhenItComes(), canceledNow(session, form, id)]);
  if (!intent) throw new Unarranged(`it needs an event ${form.type}, and none came in time`);
  expectSame(session, 'the status when the event comes', intent.status, 'canceled');
}

/** The event shows the intent as a cancel leaves it. */
export async function expectCanceledObject(session: Session, form: EventForm): Promise<void> {
  const { delivery } = await firstDelivery(session, form);
  const { status, canceled_at } = objectIn(delivery);
  expectSame(session, 'data.object.status', status, 'canceled');
  if (canceled_at === null || canceled_at === undefined) {
    session.deviate('a time in data.object.canceled_at', show(canceled_at));
  }
}

/** The event shows the intent as retrieve does. */
export async function expectSameObject(session: Session, form: EventForm): Promise<void> {
  const { id, delivery } = await firstDelivery(session, form);
  expectSameMembers(session, 'data.object to have', objectIn(delivery), await shown(session, id));
}

/** The event is as the document describes it. */
export async function expectEnvelope(session: Session, form: EventForm): Promise<void> {
  const { delivery } = await firstDelivery(session, form);
  const validate = thoroughContractFor(session.dialect).schema('PaymentIntentCanceledEvent');
  if (validate(delivery.json)) return;
  const errors = (validate.errors ?? []).map(
    ({ instancePath, message = 'differs' }) => `${instancePath || 'the event'} ${message}`,
  );
  const told = [...new Set(errors)].slice(0, 8).join(', ');
  session.deviate(`an event as the document has it: ${told}`, excerpt(delivery.body.toString()));
}

/** The delivery is signed with the secret, over the body as it was sent. */
export async function expectSigned(session: Session, form: EventForm): Promise<void> {
  const { delivery } = await firstDelivery(session, form);
  const signature = form.readSignature(delivery, session.webhooks().secret);
  if (!signature) session.deviate('a signature in the headers', show(namesOf(delivery)));
  else if (!signature.isValid) {
    session.deviate(
      'a signature of the secret over the body as it was sent',
      'another; is --webhook-secret (webhooks.secret) the one that the server signs with?',
    );
  }
}

/** Its signature has about the time at which it came, by the clock of the target. */
export async function expectSignedNow(session: Session, form: EventForm): Promise<void> {
  const { delivery, ahead } = await firstDelivery(session, form);
  const { at } = requireSignature(session, form, delivery);
  const now = Math.round((delivery.receivedAt + ahead) / 1000);
  if (Math.abs(now - at) > tolerance) {
    session.deviate(`a signature from ${now - tolerance} to ${now + tolerance}`, show(at));
  }
}

/** After an attempt that was answered 500, the next one has the same event. */
export async function expectSameEventAgain(session: Session, form: EventForm): Promise<void> {
  const [first, second] = await twoAttempts(session, form, 0);
  expectSame(session, 'the id of the event on the next attempt', form.idOf(second), form.idOf(first));
}

/** It is signed again, with a later time. */
export async function expectSignedAgain(session: Session, form: EventForm): Promise<void> {
  const [first, second] = await twoAttempts(session, form, apart);
  const [before, after] = [first, second].map((delivery) => requireSignature(session, form, delivery).at);
  const passed = (second.receivedAt - first.receivedAt) / 1000;
  if (passed < 1) throw new Unarranged('the next attempt came within a second, so both times may be the same');
  if (Number(after) <= Number(before)) {
    session.deviate(`a signature later than ${before}, ${passed.toFixed(1)} s after the first attempt`, show(after));
  }
}

/** There are `count` events about an intent when the event of a later cancel comes. */
export async function expectIds(session: Session, form: EventForm, id: string, count: number): Promise<void> {
  await firstDelivery(session, form);
  const ids = new Set(session.webhooks().of(subjectOf(form, id)).map(form.idOf));
  const noun = count === 1 ? 'event' : 'events';
  if (ids.size !== count)
    session.deviate(`${count || 'no'} ${noun} about the intent`, `${ids.size}: ${show([...ids])}`);
}

/**
 * The first delivery of the event of a cancel.
 *
 * @throws Unarranged when none comes: that has a check of its own.
 */
export async function firstDelivery(
  session: Session,
  form: EventForm,
  cancel: (id: string) => Promise<Answer> = (id) => canceledNow(session, form, id),
): Promise<{ id: string; delivery: Delivery; ahead: number }> {
  const webhooks = session.webhooks();
  const id = await session.arrange('requires_payment_method');
  const answer = await cancel(id);
  const answeredAt = Date.now();
  const [delivery] = await webhooks.wait(subjectOf(form, id));
  if (!delivery) throw new Unarranged(`it needs an event ${form.type}, and none came in time`);
  // The target's clock need not be right.
  return { id, delivery, ahead: (Date.parse(answer.headers.date ?? '') || answeredAt) - answeredAt };
}

export function subjectOf({ type }: EventForm, intent: string): Subject {
  return { type, intent };
}

export function memberIn(delivery: Delivery, name: string): unknown {
  return (Object(delivery.json) as Members)[name];
}

async function twoAttempts(session: Session, form: EventForm, apartMs: number): Promise<[Delivery, Delivery]> {
  const webhooks = session.webhooks();
  const refuse = async (id: string) => {
    webhooks.refuseNext(subjectOf(form, id));
    return canceledNow(session, form, id);
  };
  const { id, delivery } = await firstDelivery(session, form, refuse);
  const [first, second] = await webhooks.waitForNext(subjectOf(form, id), String(memberIn(delivery, 'id')), apartMs);
  if (first && second) return [first, second];
  throw new NotServed('no further attempt came in time after one that was answered 500');
}

/** @throws Unarranged when the cancel is refused. */
async function canceledNow(session: Session, form: EventForm, id: string): Promise<Answer> {
  const answer = await form.cancel(session, id);
  if (isSuccess(answer)) return answer;
  throw new Unarranged(`it needs a cancel that succeeds; the answer is ${answer.status}: ${excerpt(answer.text)}`);
}

function requireSignature(session: Session, form: EventForm, delivery: Delivery): Signature {
  const signature = form.readSignature(delivery, session.webhooks().secret);
  if (!signature) throw new Unarranged('it needs a signature with the time at which it was made');
  return signature;
}

function objectIn(delivery: Delivery): Members {
  return Object((Object(memberIn(delivery, 'data')) as Members).object) as Members;
}

function namesOf({ headers }: Delivery): string[] {
  return Object.keys(headers);
}
