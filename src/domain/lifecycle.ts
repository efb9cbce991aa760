/**
 * Every way in which an intent moves, as data, except its cancel, whose statuses each vendor's document has. Operations
 * and the clock move intents by it.
 */

import type { EventKind } from './Event.js';
import type { JsonObject, PaymentIntent, PaymentIntentStatus } from './PaymentIntent.js';
import type { Changes, Move } from './transition.js';

/** What a step does to the money of an intent. */
type Money =
  /** Nothing was held or collected, and nothing is. */
  | 'none'
  /** The whole amount is held. */
  | 'held'
  /** The whole amount is collected. */
  | 'collected'
  /** A part of what is held is collected, or all, and the rest released. */
  | 'captured'
  /** What is held is released. */
  | 'released';

/** One row of the table. */
export interface Step {
  readonly from: readonly PaymentIntentStatus[];
  /** Undefined where the status stays. */
  readonly to: PaymentIntentStatus | undefined;
  readonly money: Money;
  /** What has happened then, in the order in which it is told. */
  readonly events: readonly EventKind[];
}

/** Statuses in which a payment has not been attempted, or has to be attempted again. */
const unpaid = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const;

export const lifecycle = {
  receivePaymentMethod: { from: unpaid, to: 'requires_confirmation', money: 'none', events: [] },
  losePaymentMethod: { from: unpaid, to: 'requires_payment_method', money: 'none', events: [] },
  edit: { from: unpaid, to: undefined, money: 'none', events: [] },
  succeed: { from: unpaid, to: 'succeeded', money: 'collected', events: ['charge.succeeded', 'intent.succeeded'] },
  /** The balance is told of it later. */
  succeedAsynchronously: {
    from: unpaid,
    to: 'succeeded',
    money: 'collected',
    events: ['charge.succeeded', 'intent.succeeded', 'charge.updated'],
  },
  hold: { from: unpaid, to: 'requires_capture', money: 'held', events: ['charge.succeeded', 'intent.held'] },
  decline: { from: unpaid, to: 'requires_payment_method', money: 'none', events: ['charge.failed', 'intent.failed'] },
  reject: { from: unpaid, to: 'requires_payment_method', money: 'none', events: ['intent.failed'] },
  challenge: { from: unpaid, to: 'requires_action', money: 'none', events: ['intent.challenged'] },
  submit: { from: unpaid, to: 'processing', money: 'none', events: ['intent.processing', 'charge.pending'] },
  authenticate: { from: ['requires_action'], to: 'requires_confirmation', money: 'none', events: [] },
  settle: {
    from: ['processing'],
    to: 'succeeded',
    money: 'collected',
    events: ['charge.succeeded', 'intent.succeeded'],
  },
  bounce: {
    from: ['processing'],
    to: 'requires_payment_method',
    money: 'none',
    events: ['charge.failed', 'intent.failed'],
  },
  capture: {
    from: ['requires_capture'],
    to: 'succeeded',
    money: 'captured',
    events: ['charge.captured', 'intent.succeeded'],
  },
  expire: {
    from: ['requires_capture'],
    to: 'canceled',
    money: 'released',
    events: ['charge.expired', 'intent.canceled'],
  },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof lifecycle;

/** Whether an intent can make a step. */
export function allows(step: Step, { status }: PaymentIntent): boolean {
  return step.from.includes(status);
}

/** What a step shows or sets besides status and money. */
interface Particulars {
  /** Id of the customer who pays from then on; null for none. */
  readonly customer?: string | null;
  /** Minor units to collect from then on. */
  readonly amount?: number;
  /** Members of the object as the dialect shows it, each in place of what was there. */
  readonly shown?: JsonObject;
}

/**
 * What a step makes of an intent that can make it. Where the status changes, nothing is left to do or under way afterwards
 * that the caller does not add.
 *
 * @param at Unix seconds.
 */
export function moveBy(name: StepName, intent: PaymentIntent, at: number, particulars: Particulars = {}): Move {
  const { to, money, events }: Step = lifecycle[name];
  const { amount = intent.amount, shown, ...others } = particulars;
  const changes: Changes = {
    ...(to !== undefined && { status: to, nextAction: null, processing: null }),
    ...moneyAfter(money, { ...intent, amount }),
    amount,
    updatedAt: at,
    ...others,
    ...(shown && { details: { ...intent.details, ...shown } }),
  };
  return { changes, events };
}

/** What is held and what is collected after a step that moves the whole amount; empty where nothing changes. */
function moneyAfter(
  money: Money,
  { amount }: Pick<PaymentIntent, 'amount'>,
): Pick<Changes, 'amountCapturable' | 'amountReceived'> {
  switch (money) {
    case 'held':
      return { amountCapturable: amount, amountReceived: 0 };
    case 'collected':
      return { amountCapturable: 0, amountReceived: amount };
    case 'none':
    case 'captured':
    case 'released':
      return { amountCapturable: 0 };
  }
}
