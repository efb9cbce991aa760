import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import type { DeliveryFault } from '../../src/reference/startReference.js';
import { webhookSecret } from '../support/receiver.js';
import { canceled, startTelling, telling, timeOf } from '../support/told.js';

async function startStopped(name: 'stripe' | 'chargefy' = 'stripe') {
  const { reference, cancelOne } = await startTelling(name);
  const { told, receive } = telling(200);
  await reference.clock.stop();
  await reference.webhooks.add(receive, { secret: webhookSecret });
  const { faults } = reference.webhooks;
  /** Everything that is due has been delivered. */
  const settle = () => reference.clock.advance(0);
  const objects = () => told.map(({ event }) => event.data.object.id);
  return { reference, cancelOne, told, faults, settle, objects };
}

describe.each(dialectNames)('a fault of deliveries at %s', (name) => {
  it('holds an event back until the faults are cleared', async () => {
    const { cancelOne, faults, settle, objects } = await startStopped(name);
    faults.add({ fault: 'hold' });

    const held = await cancelOne();
    const next = await cancelOne();
    await settle();
    expect(objects()).toEqual([next]);

    faults.clear();
    await settle();
    expect(objects()).toEqual([next, held]);
  });

  it('holds back more events than are taken at once, and not the one after them', async () => {
    const { cancelOne, faults, settle, objects } = await startStopped(name);
    faults.add({ fault: 'hold', times: 40 });
    const held: string[] = [];
    for (let count = 0; count < 40; count++) held.push(await cancelOne());

    const next = await cancelOne();
    await settle();
    expect(objects()).toEqual([next]);

    faults.clear();
    await settle();
    expect(objects()).toEqual([next, ...held]);
  });

  it('delivers an event twice, with one id', async () => {
    const { cancelOne, faults, told, settle } = await startStopped(name);
    faults.add({ fault: 'duplicate' });

    await cancelOne();
    await cancelOne();
    await settle();

    const ids = told.map(({ event }) => event.id);
    expect(ids).toEqual([ids[0], ids[0], ids[2]]);
    expect(new Set(ids).size).toBe(2);
  });

  it('delivers an event after the next one', async () => {
    const { cancelOne, faults, settle, objects } = await startStopped(name);
    faults.add({ fault: 'reverse', times: 2 });

    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.push(await cancelOne());
    await settle();

    const [first, second, third, fourth, fifth] = made;
    expect(objects()).toEqual([second, first, fourth, third, fifth]);
  });

  it('delivers an event that is to be after the next one when no fault is left', async () => {
    const { cancelOne, faults, settle, objects } = await startStopped(name);
    faults.add({ fault: 'reverse' });
    const id = await cancelOne();
    await settle();
    expect(objects()).toEqual([]);

    faults.clear();
    await settle();

    expect(objects()).toEqual([id]);
  });

  it('makes an event due later by the clock, once', async () => {
    const { reference, cancelOne, faults, told, objects } = await startStopped(name);
    faults.add({ fault: 'delay', delay: 90, times: 2 });
    const since = await reference.clock.now();

    const delayed = [await cancelOne(), await cancelOne()];
    const next = await cancelOne();
    await reference.clock.advance('89s');
    expect(objects()).toEqual([next]);
    await reference.clock.advance('1s');

    expect(objects()).toEqual([next, ...delayed]);
    expect(told.map((one) => timeOf(one) - since)).toEqual([0, 90, 90]);
  });

  it('loses an attempt, which is made again', async () => {
    const { reference, cancelOne, faults, told, settle, objects } = await startStopped(name);
    faults.add({ fault: 'lose' });
    const since = await reference.clock.now();

    const lost = await cancelOne();
    const next = await cancelOne();
    await settle();
    expect(objects()).toEqual([next]);
    await reference.clock.advance('5m');

    expect(objects()).toEqual([next, lost]);
    expect(told.map((one) => timeOf(one) - since)).toEqual([0, name === 'stripe' ? 300 : 5]);
  });

  it('is to come until it has happened as often as it says', async () => {
    const { cancelOne, faults, settle } = await startStopped(name);
    faults.add({ fault: 'duplicate', times: 2, type: canceled[name] });
    faults.add({ fault: 'hold' });
    expect(faults.pending()).toEqual([
      { fault: 'duplicate', times: 2, type: canceled[name] },
      { fault: 'hold', times: 1 },
    ]);

    await cancelOne();
    await settle();
    expect(faults.pending()).toMatchObject([{ fault: 'duplicate', times: 1 }, { fault: 'hold' }]);

    faults.clear();
    expect(faults.pending()).toEqual([]);
  });

  it('is gone after a reset', async () => {
    const { reference, cancelOne, faults, settle, objects } = await startStopped(name);
    faults.add({ fault: 'hold' });
    await cancelOne();
    await settle();
    faults.add({ fault: 'lose' });

    await reference.reset();
    const id = await cancelOne();

    expect(faults.pending()).toEqual([]);
    await expect.poll(objects).toEqual([id]);
  });
});

describe('a fault of deliveries', () => {
  it('happens to events of its type only', async () => {
    const { reference, cancelOne, faults, told, settle } = await startStopped();
    faults.add({ fault: 'hold', type: 'charge.expired' });
    await cancelOne();
    await settle();
    expect(told.map(({ event }) => event.type)).toEqual(['payment_intent.canceled']);

    await reference.createIntent({ status: 'requires_capture' });
    await reference.clock.advance('8d');

    expect(told.map(({ event }) => event.type)).toEqual(['payment_intent.canceled', 'payment_intent.canceled']);
  });

  it.each<[object, RegExp]>([
    [
      { fault: 'explode' },
      /^A fault of deliveries is \{ fault, type\?, delay\?, times\? \}: \/fault must be one of hold, /,
    ],
    [{ fault: 'delay' }, /^The fault delay needs a number of seconds; give it as delay\.$/],
    [{ fault: 'hold', delay: 1 }, /^delay belongs to the fault delay, not to hold; leave it out\.$/],
    [{ fault: 'hold', type: 'nothing' }, /^There are no events of the type nothing; known are /],
    [{ fault: 'hold', times: 0 }, /\/times must be >= 1\.$/],
    [{ fault: 'delay', delay: 0.5 }, /\/delay must be integer\.$/],
    [{ fault: 'hold', on: 'cancel' }, /it has no member on\.$/],
    [{ fault: 'loose' }, /\/fault must be one of hold, duplicate, reverse, delay, lose\.$/],
  ])('that can’t happen is refused: %j', async (fault, message) => {
    const { faults } = await startStopped();

    expect(() => faults.add(fault as DeliveryFault)).toThrow(message);
    expect(faults.pending()).toEqual([]);
  });
});

describe.each(dialectNames)('the events of %s', (name) => {
  const type = canceled[name];

  it('are waited for, whether they have happened or are to happen', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const past = await cancelOne();

    const before = await reference.events.waitFor(type);
    const waiting = reference.events.waitFor(type, ({ data }) => data.object.id !== past, { timeout: 10_000 });
    const future = await cancelOne();

    expect(before.data.object.id).toBe(past);
    expect((await waiting).data.object.id).toBe(future);
  });

  it('are waited for in vain with a message that lists the events that came', async () => {
    const { reference, cancelOne } = await startTelling(name);

    await expect(reference.events.waitFor(type, undefined, { timeout: 30 })).rejects.toThrow(
      `No ${type} came within 30 ms; the types of the events were: none.`,
    );
    await cancelOne();
    await expect(reference.events.waitFor(type, () => false, { timeout: 30 })).rejects.toThrow(
      `The predicate accepted none of 1 ${type} within 30 ms; the types of the events were: ${type}.`,
    );
    await expect(reference.events.waitFor(type, undefined, { timeout: Number.NaN })).rejects.toThrow(
      'The timeout must be a number of milliseconds, 0 or more.',
    );
    await expect(reference.events.waitFor('refund.created' as typeof type)).rejects.toThrow(
      /^There are no events of the type refund\.created; known are /,
    );
  });

  it('are delivered again with the same id, to every endpoint that wants them', async () => {
    const { reference, cancelOne, told } = await startStopped(name);
    const id = await cancelOne();
    const late = telling(200);
    await reference.webhooks.add(late.receive, { secret: webhookSecret });
    const { id: event } = await reference.events.waitFor(type);
    await reference.clock.advance('2d');

    const again = await reference.events.redeliver(event);

    expect(again).toMatchObject({ id: event, data: { object: { id } } });
    expect(told.map((one) => one.event.id)).toEqual([event, event]);
    expect(late.told.map((one) => one.event.id)).toEqual([event]);
    await expect(reference.events.redeliver('evt_nobody')).rejects.toThrow(
      'The owner of the key has no event evt_nobody; events.list() lists them.',
    );
    const { other } = reference.keys as { other: string };
    await expect(reference.events.redeliver(event, { key: other })).rejects.toThrow(TypeError);
  });

  it('are delivered again by the schedule when that fails', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const { told, receive } = telling(200, 500, 200);
    await reference.clock.stop();
    await reference.webhooks.add(receive, { secret: webhookSecret });
    await cancelOne();
    const { id } = await reference.events.waitFor(type);
    await expect.poll(() => told.length).toBe(1);

    await reference.events.redeliver(id);
    expect(told).toHaveLength(2);
    await reference.clock.advance('3d');

    expect(told.map(({ event }) => event.id)).toEqual([id, id, id]);
  });
});
