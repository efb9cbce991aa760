import { expect, it } from 'vitest';
import { arrangeByIds } from '../../../../src/conformance/target/arrange/ids.js';
import { CannotRun } from '../../../../src/conformance/target/CannotRun.js';
import { Unarranged, type Wanted } from '../../../../src/conformance/target/Target.js';

const wanted = (status: string, more: Partial<Wanted> = {}): Wanted => ({
  dialect: 'chargefy',
  status,
  key: 'ch_test_own',
  options: {},
  fetch,
  signal: new AbortController().signal,
  ...more,
});

it('spends each id once, in the order of the list', async () => {
  const arrange = arrangeByIds({ succeeded: ['pi_1', 'pi_2'], pending: ['pi_3'] }, 'ch_test_own');

  expect(await arrange(wanted('succeeded'))).toMatchObject({ id: 'pi_1' });
  expect(await arrange(wanted('pending'))).toMatchObject({ id: 'pi_3' });
  expect(await arrange(wanted('succeeded'))).toMatchObject({ id: 'pi_2' });
  await expect(arrange(wanted('succeeded'))).rejects.toThrow(
    new Unarranged('no id of an intent in succeeded is left; add one to the file'),
  );
});

it('leaves the lists it was given as they are', async () => {
  const lists = { succeeded: ['pi_1'] };
  await arrangeByIds(lists, 'ch_test_own')(wanted('succeeded'));
  expect(lists).toEqual({ succeeded: ['pi_1'] });
});

it.each([
  ['a status that is not listed', wanted('requires_capture'), 'no id of an intent in requires_capture is left'],
  [
    'another key',
    wanted('succeeded', { key: 'ch_test_other' }),
    'the ids belong to --key; for intents of another key, use a module',
  ],
  [
    'anything beside the status',
    wanted('succeeded', { options: { amount: 1, customer: 'cus_1' } }),
    'amount, customer',
  ],
])('has no id for %s', async (_, asked, why) => {
  const arranged = arrangeByIds({ succeeded: ['pi_1'] }, 'ch_test_own')(asked);
  await expect(arranged).rejects.toThrow(Unarranged);
  await expect(arranged).rejects.toThrow(why);
});

it.each([
  ['a list', ['pi_1']],
  ['null', null],
  ['a single id instead of a list', { succeeded: 'pi_1' }],
  ['an id that is a number', { succeeded: [1] }],
  ['an empty id', { succeeded: [''] }],
  ['an id that is there twice', { succeeded: ['pi_1'], pending: ['pi_1'] }],
])('refuses %s before anything runs', (_, lists) => {
  expect(() => arrangeByIds(lists, 'ch_test_own')).toThrow(CannotRun);
});
