import { expect, it } from 'vitest';
import { verify } from '../../src/conformance/run/verify.js';
import { arrangeByFixtures } from '../../src/conformance/target/arrange/fixtures.js';
import { dialectNames } from '../../src/contract/dialect.js';
import { startReference } from '../support/reference.js';

const runs = 100;

const secrets = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' } as const;

it.each(dialectNames)(
  `any body that the document of %s allows cancels, and any other changes nothing, in ${runs} runs of generated bodies`,
  async (dialect) => {
    const { url } = await startReference(dialect);
    const target = { url, key: secrets[dialect], arrange: arrangeByFixtures(url) };
    for (let seed = 1; seed <= runs; seed++) {
      const { results } = await verify(dialect, target, { select: (id) => id.endsWith('/generated-requests'), seed });
      const judged = results.map(({ check, verdict, actual }) => [check.id, verdict, actual]);
      expect(judged.filter(([, verdict]) => verdict !== 'pass')).toEqual([]);
      expect(judged.map(([id]) => id)).toContain(`${dialect}/cancel/generated-requests`);
    }
  },
  600_000,
);
