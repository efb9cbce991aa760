import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { documented } from '../support/documented.js';

interface ErrorBody {
  readonly error: Readonly<Record<string, unknown>>;
}

describe.each(dialectNames)('the examples of %s', (dialect) => {
  const { responses, requestExamples, disagreements, at } = documented(dialect);
  const refusals = responses.filter(({ status }) => status >= 400);
  const refusalExamples = refusals.flatMap((response) =>
    response.examples.map((example) => ({ response, ...example })),
  );
  const coded = refusalExamples.filter(({ value }) => (value as ErrorBody).error.code !== undefined);

  it.each(responses)('$operation $status has one', ({ examples }) => {
    expect(examples).not.toEqual([]);
  });

  it.each([...responses.flatMap(({ examples }) => examples), ...requestExamples])(
    '$name agrees with the schema of $place',
    ({ schema, value }) => {
      expect(disagreements(schema, value)).toEqual([]);
    },
  );

  it.each(responses.flatMap(({ examples }) => examples))('$name of $place says in a line what it shows', ({ name }) => {
    expect(at(`/components/examples/${name}`)).toMatchObject({ summary: expect.stringMatching(/^.{10,120}$/) });
  });

  it.each(coded)('$name with a misspelt code disagrees with the schema of $place', ({ schema, value }) => {
    const { error } = value as ErrorBody;
    expect(disagreements(schema, { error: { ...error, code: `${error.code}s` } })).not.toEqual([]);
  });

  it.each(coded)('$name is not an answer of any other status than that of $place', ({ response, value }) => {
    const others = refusals.filter(
      ({ operation, status }) => operation === response.operation && status !== response.status,
    );
    expect(others.length).toBeGreaterThanOrEqual(3);
    for (const { schema } of others) expect(disagreements(schema, value)).not.toEqual([]);
  });

  it.each(refusalExamples)('$name of $place is not a PaymentIntent, with or without the envelope', ({ value }) => {
    expect(disagreements('/components/schemas/PaymentIntent', value)).not.toEqual([]);
    expect(disagreements('/components/schemas/PaymentIntent', (value as ErrorBody).error)).not.toEqual([]);
  });

  it.each(refusalExamples)('$name outside its envelope disagrees with the schema of $place', ({ schema, value }) => {
    expect(disagreements(schema, (value as ErrorBody).error)).not.toEqual([]);
  });

  it('the error codes are those that some status can carry, and no other', () => {
    const carried = coded.map(({ value }) => (value as ErrorBody).error.code);
    const { enum: codes } = at('/components/schemas/ErrorCode') as { enum: string[] };
    expect([...new Set(carried)].sort()).toEqual([...codes].sort());
  });
});
