import { expectTypeOf, test } from 'vitest';
import { unwrapEvent } from '../../src/client/chargefyEvents.js';
import { constructEvent } from '../../src/client/stripeEvents.js';

test("the type of Stripe's event says what it is about", async () => {
  const { event, error } = await constructEvent('{}', null, 'whsec_1');
  if (error) {
    expectTypeOf(event).toEqualTypeOf<undefined>();
    return;
  }
  if (event.type === 'payment_intent.canceled') {
    expectTypeOf(event.data.object.canceled_at).toEqualTypeOf<number>();
    expectTypeOf(event.data.object.status).toEqualTypeOf<'canceled'>();
    // @ts-expect-error there is no such field
    event.data.object.cancelled_at;
  }
  if (event.type === 'charge.captured') expectTypeOf(event.data.object.object).toEqualTypeOf<'charge'>();
  // @ts-expect-error this is Chargefy's
  if (event.type === 'payment.intent.canceled') throw event;
});

test("Chargefy's event has the canceled intent", async () => {
  const { event } = await unwrapEvent('{}', {}, 'whsec_1');
  if (event) expectTypeOf(event.data.object.canceled_at).toEqualTypeOf<string>();
});
