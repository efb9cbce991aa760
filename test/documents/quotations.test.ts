import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { documented } from '../support/documented.js';

type Quotation = readonly [place: string, sentence: string];

const stripeCancel = '/paths/~1v1~1payment_intents~1{intent}~1cancel/post';
const stripeStatuses =
  'You can cancel a PaymentIntent object when it’s in one of these statuses: `requires_payment_method`, `requires_capture`, `requires_confirmation`, `requires_action` or, [in rare cases](https://docs.stripe.com/docs/payments/intents.md), `processing`.';
const stripeReasons =
  'Reason for canceling this PaymentIntent. Possible values are: `duplicate`, `fraudulent`, `requested_by_customer`, or `abandoned`';
const checkout =
  'You can directly cancel the PaymentIntent for a Checkout Session only when the PaymentIntent has a status of `requires_capture`.';
const release =
  'For PaymentIntents with a `status` of `requires_capture`, the remaining `amount_capturable` is automatically refunded.';

const chargefyCancel = '/paths/~1v1~1payment-intents~1{id}~1cancel/post';
const chargefyRule = 'Cancela um `payment_intent` que ainda não está concluído.';
const chargefyReasons = '`duplicate`, `fraudulent`, `requested_by_customer` ou `abandoned`.';
const chargefyTerminal = 'O payment intent já está concluído ou cancelado.';

/** Every sentence of the vendors' pages that says what happens, and where the documents have to repeat it. */
const quotations: Record<DialectName, readonly Quotation[]> = {
  stripe: [
    [stripeCancel, stripeStatuses],
    [
      stripeCancel,
      'After it’s canceled, no additional charges are made by the PaymentIntent and any operations on the PaymentIntent fail with an error.',
    ],
    [stripeCancel, release],
    [stripeCancel, checkout],
    [
      stripeCancel,
      'Otherwise, you must [expire the Checkout Session](https://docs.stripe.com/docs/api/checkout/sessions/expire.md).',
    ],
    ['/components/responses/PaymentIntentCanceled', 'Returns a PaymentIntent object if the cancellation succeeds.'],
    [
      '/components/responses/CancelBadRequest',
      'Returns an error if the PaymentIntent is already canceled or isn’t in a cancelable state.',
    ],
    ['/components/schemas/RequestedCancellationReason', stripeReasons],
    ['/components/schemas/CancelableStatus', stripeStatuses],
    ['/components/schemas/CancelableStatus', checkout],
    ['/components/schemas/PaymentIntent/properties/amount_capturable', release],
  ],
  chargefy: [
    [chargefyCancel, chargefyRule],
    [
      chargefyCancel,
      '`200 OK` com o objeto `payment_intent` completo — mesmo shape de [GET /v1/payment-intents/:id](/api-reference/payment-intents/get) — agora com `status: "canceled"`, `canceled_at` preenchido e `cancellation_reason` ecoando o motivo enviado.',
    ],
    ['/components/parameters/Id', 'ID do payment intent (`pi_*`).'],
    ['/components/schemas/RequestedCancellationReason', chargefyReasons],
    ['/components/schemas/CancelableStatus', chargefyRule],
    ['/components/schemas/CancelableStatus', chargefyTerminal],
    ['/components/responses/NotFound', 'O payment intent não existe nesta organização.'],
    ['/components/responses/Conflict', chargefyTerminal],
  ],
};

describe.each(Object.entries(quotations))('the document of %s quotes its vendor', (dialect, quoted) => {
  const { at } = documented(dialect as DialectName);

  it.each(quoted)('%s: %s', (place, sentence) => {
    const { description = '' } = at(place) as { description?: string };
    expect(plain(description, dialect)).toContain(plain(sentence, dialect));
  });
});

describe('what the quoted sentences list', () => {
  it('Stripe names its cancelable statuses, in this order', () => {
    expect(valuesOf('stripe', 'CancelableStatus')).toEqual(namesIn(stripeStatuses));
  });

  it('Chargefy lets every intent be canceled that is not concluded or canceled', () => {
    const ended = ['succeeded', 'canceled'];
    const open = valuesOf('chargefy', 'PaymentIntentStatus').filter((status) => !ended.includes(status));
    expect(valuesOf('chargefy', 'CancelableStatus').sort()).toEqual(open.sort());
  });

  it.each([
    ['stripe', stripeReasons],
    ['chargefy', chargefyReasons],
  ] as const)('%s names the reasons a request may give, in this order', (dialect, sentence) => {
    expect(valuesOf(dialect, 'RequestedCancellationReason')).toEqual(namesIn(sentence));
  });

  it.each(['stripe', 'chargefy'] as const)('at %s an intent in a cancelable status is not canceled yet', (dialect) => {
    const statuses = valuesOf(dialect, 'PaymentIntentStatus');
    for (const status of valuesOf(dialect, 'CancelableStatus')) expect(statuses).toContain(status);
    expect(valuesOf(dialect, 'CancelableStatus')).not.toContain('canceled');
    expect(valuesOf(dialect, 'CancelableStatus')).not.toContain('succeeded');
  });
});

function valuesOf(dialect: DialectName, schema: string): string[] {
  return [...(documented(dialect).at(`/components/schemas/${schema}`) as { enum: string[] }).enum];
}

function namesIn(sentence: string): string[] {
  return [...sentence.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name);
}

/** Without quotation marks and line breaks; Chargefy's one link is relative to its own page and absolute in the document. */
function plain(markdown: string, dialect: string): string {
  const folded = markdown.replace(/^> ?/gm, '').replace(/\s+/g, ' ');
  return dialect === 'chargefy' ? folded.replace(/\]\([^)]*\)/g, ']') : folded;
}
