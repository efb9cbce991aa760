import type Official from 'stripe';
import { expectTypeOf, test } from 'vitest';
import type { PaymentIntent } from '../../src/client/stripe.js';

/** How a field of ours compares with the official package's. Whether it may be absent is compared on its own. */
type Comparison<Ours, Theirs> =
  Mutual<Ours, Theirs> extends true
    ? 'same'
    : Mutual<Ours, Known<Theirs>> extends true
      ? 'same, of the values known today'
      : Mutual<Unexpanded<Ours>, Unexpanded<Theirs>> extends true
        ? Expandable<Theirs> extends true
          ? 'same, until expanded'
          : 'same, but for its members'
        : 'different';

type Mutual<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

/** Without the string that stands for values yet to come. Theirs leave room for those, ours are those of the document. */
type Known<Value> = Value extends string
  ? Record<never, never> extends Record<Value, unknown>
    ? never
    : Value
  : Value extends (infer Item)[]
    ? Known<Item>[]
    : Value;

type Unexpanded<Value> = Exclude<Value, object>;

type Expandable<Value> = Extract<Value, string> extends never ? false : true;

type Compared = {
  [Field in keyof PaymentIntent]-?: Comparison<
    Exclude<PaymentIntent[Field], undefined>,
    Exclude<Official.PaymentIntent[Field], undefined>
  >;
};

type OptionalIn<Type> = {
  [Field in keyof Type]-?: Record<never, never> extends Pick<Type, Field> ? Field : never;
}[keyof Type];

test('a PaymentIntent of ours has the fields of the official package’s', () => {
  expectTypeOf<keyof PaymentIntent>().toEqualTypeOf<keyof Official.PaymentIntent>();
});

test('every field agrees, or differs for a reason', () => {
  expectTypeOf<Compared>().toEqualTypeOf<{
    id: 'same';
    object: 'same';
    allowed_payment_method_types: 'same, of the values known today';
    amount: 'same';
    amount_capturable: 'same';
    amount_details: 'same, but for its members'; // line_items is an open object, and more of them may be absent
    amount_received: 'same';
    application: 'same, until expanded';
    application_fee_amount: 'same';
    automatic_payment_methods: 'same, but for its members'; // allow_redirects has the values known today
    canceled_at: 'same';
    cancellation_reason: 'same, of the values known today';
    capture_method: 'same, of the values known today';
    client_secret: 'same';
    confirmation_method: 'same, of the values known today';
    created: 'same';
    currency: 'same';
    customer: 'same, until expanded';
    customer_account: 'same';
    description: 'same';
    excluded_payment_method_types: 'same, of the values known today';
    hooks: 'same';
    last_payment_error: 'same, but for its members'; // payment_method, setup_intent and source are open objects
    latest_charge: 'same, until expanded';
    livemode: 'same';
    managed_payments: 'same';
    metadata: 'same';
    next_action: 'same, but for its members'; // what each type brings is an open object
    on_behalf_of: 'same, until expanded';
    payment_details: 'same';
    payment_method: 'same, until expanded';
    payment_method_configuration_details: 'same';
    payment_method_options: 'same, but for its members'; // card and link are typed, the other methods are open objects
    payment_method_types: 'same';
    payment_record: 'same, until expanded';
    presentment_details: 'same';
    processing: 'same, but for its members'; // customer_notification may be empty
    receipt_email: 'same';
    review: 'same, until expanded';
    setup_future_usage: 'same, of the values known today';
    shipping: 'same, but for its members'; // an address may lack a line
    source: 'same, until expanded';
    statement_descriptor: 'same';
    statement_descriptor_suffix: 'same';
    status: 'same, of the values known today';
    transfer_data: 'same, but for its members'; // destination is the same, until expanded
    transfer_group: 'same';
  }>();
});

test('what may be absent there may be absent here, and also what came after the vendor’s own example', () => {
  expectTypeOf<OptionalIn<PaymentIntent>>().toEqualTypeOf<
    | OptionalIn<Official.PaymentIntent>
    | 'allowed_payment_method_types'
    | 'customer_account'
    | 'excluded_payment_method_types'
    | 'managed_payments'
    | 'payment_method_configuration_details'
    | 'payment_record'
    | 'source'
  >();
});
