import { expect, it } from 'vitest';
import { Deviation } from '../../../src/conformance/checks/Deviation.js';
import { everyCase } from '../../../src/conformance/checks/everyCase.js';
import { Unarranged } from '../../../src/conformance/target/Target.js';

const deviate = (actual: string) => new Deviation('a refusal', actual);

it('a list of cases is gone through to its end, and all that deviate are named', async () => {
  const judged: string[] = [];
  const judging = everyCase({ PUT: 200, PATCH: 404, DELETE: 500 }, async (status, what) => {
    judged.push(what);
    if (status !== 404) throw deviate(String(status));
  });

  await expect(judging).rejects.toMatchObject({ expected: 'a refusal', actual: 'PUT: 200; DELETE: 500' });
  expect(judged).toEqual(['PUT', 'PATCH', 'DELETE']);
});

it('a case that cannot be judged hides none that deviates', async () => {
  const judge = async (thrown: Error) => {
    throw thrown;
  };
  await expect(everyCase({ one: new Unarranged('no'), two: deviate('200') }, judge)).rejects.toBeInstanceOf(Deviation);
  await expect(everyCase({ one: new Unarranged('no') }, judge)).rejects.toBeInstanceOf(Unarranged);
});
