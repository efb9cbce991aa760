import { expect, it } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import { dialectNames } from '../../src/contract/dialect.js';
import { dialects } from '../../src/dialects/registry.js';
import { documented } from '../support/documented.js';

const { responses, requestExamples, disagreements, at } = documented('control');

it.each(responses)('$operation $status has an example', ({ examples }) => {
  expect(examples).not.toEqual([]);
});

it.each([...responses.flatMap(({ examples }) => examples), ...requestExamples])(
  '$name agrees with the schema of $place',
  ({ schema, value }) => {
    expect(disagreements(schema, value)).toEqual([]);
  },
);

it('has the statuses of both dialects, and no other', () => {
  const of = (pointer: string) => (at(pointer) as { enum: string[] }).enum;
  const spoken = dialectNames.flatMap(
    (dialect) => (documented(dialect).at('/components/schemas/PaymentIntentStatus') as { enum: string[] }).enum,
  );

  expect([...of('/components/schemas/PaymentIntentStatus')].sort()).toEqual([...new Set(spoken)].sort());
});

it('has the members that the fixtures of the dialects take, and no other', () => {
  const owner = { organization: 'acct_1', livemode: false };
  const taken = Object.values(dialects).flatMap((dialect) => {
    const refusal = dialect.fixture({ status: 'canceled', nobody_knows: 1 }, owner, 0) as { problem: string };
    return /known are (.*)\.$/.exec(refusal.problem)?.[1]?.split(', ') ?? [];
  });

  expect([...contractFor('control').membersOf('Fixture')].sort()).toEqual([...new Set(taken)].sort());
});
