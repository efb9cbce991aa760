import { describe, expect, it } from 'vitest';
import { cancellationReasonValues, requestedCancellationReasonValues } from '../../../src/contract/stripe.js';
import { cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

const param = 'cancellation_reason';
const systemReasons = cancellationReasonValues.filter(
  (reason) => !requestedCancellationReasonValues.some((requested) => requested === reason),
);

describe('a parameter of cancel', () => {
  const server = shareReference('stripe');

  const expectRefused = async (body: string, error: object, embeds = true) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { body });

    expect(answer.status).toBe(400);
    expectStripeError(answer, { ...error, ...(embeds && { payment_intent: intent }) });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  };

  it.each(systemReasons)('must not be %s, a reason that only Stripe itself gives', (reason) =>
    expectRefused(`cancellation_reason=${reason}`, {
      message:
        'The cancellation_reason provided in the request is not a valid user provided reason. Please try canceling again with one of `duplicate`, `fraudulent`, `requested_by_customer` or `abandoned`.',
      param,
    }),
  );

  it.each(['nope', 'Duplicate', 'duplicate ', 'null', '0', 'undefined'])(
    'must not be %j, which is no reason',
    (reason) =>
      expectRefused(`cancellation_reason=${encodeURIComponent(reason)}`, {
        message:
          'Invalid cancellation_reason: must be one of duplicate, fraudulent, requested_by_customer, or abandoned',
        param,
      }),
  );

  it.each(['cancellation_reason=', 'cancellation_reason', 'cancellation_reason=duplicate&cancellation_reason='])(
    'must not be empty, as in %s',
    (body) => {
      const message =
        "You passed an empty string for 'cancellation_reason'. We assume empty values are an attempt to unset a parameter; however 'cancellation_reason' cannot be unset. You should remove 'cancellation_reason' from your request or supply a non-empty value.";
      return expectRefused(body, coded('parameter_invalid_empty', message, { param }));
    },
  );

  it.each([
    ['cancellation_reason[a]=b', '{"a":"b"}'],
    ['cancellation_reason[]=duplicate', '["duplicate"]'],
    ['cancellation_reason=duplicate&cancellation_reason[a]=b', '["duplicate",{"a":"b"}]'],
  ])('must be a string, unlike in %s', (body, value) =>
    expectRefused(body, { message: `Invalid string: ${value}`, param }, false),
  );

  it.each([
    'expand=customer',
    'expand=',
    'expand[a]=customer',
    'expand=customer&expand=latest_charge',
    'expand=customer,latest_charge',
    'expand=["customer"]',
    'expand=%5B%22customer%22%5D',
  ])('must be an array, unlike in %s', (body) =>
    expectRefused(body, { message: 'Invalid array', param: 'expand' }, false),
  );

  it.each(['nope', 'status', 'metadata', 'latest_charge.nope', 'customer.id', 'Customer', ' customer', ''])(
    'must name what can be expanded, unlike %j',
    (path) =>
      expectRefused(
        `expand[]=${encodeURIComponent(path)}`,
        { message: `This property cannot be expanded (${path}).` },
        false,
      ),
  );

  it('must not expand more than four levels', () => {
    const path = 'latest_charge.payment_intent.latest_charge.payment_intent.customer';
    const message = `You cannot expand more than 4 levels of a property. Property: ${path}`;
    return expectRefused(`expand[]=${path}`, coded('property_expansion_max_depth', message), false);
  });

  it('may expand four levels', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    const body = 'expand[]=latest_charge.payment_intent.latest_charge.customer';

    expect(await cancel(server(), id, { body })).toMatchObject({ status: 200 });
  });
});
