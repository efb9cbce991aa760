import { describe, expect, it, onTestFinished } from 'vitest';
import { suites } from '../../src/conformance/checks/suites.js';
import { type RunOptions, verify } from '../../src/conformance/kit.js';
import { arrangeByFixtures } from '../../src/conformance/target/arrange/fixtures.js';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { type Reference, startReference } from '../../src/reference/startReference.js';

/** Everything that the kit has against a reference that goes through `fetch`. */
async function findings(
  dialect: DialectName,
  reference: Reference<DialectName>,
  fetch: typeof globalThis.fetch,
  options: RunOptions,
): Promise<string[]> {
  const { secret, other, live, ...more } = reference.keys as Record<string, string> & Reference<DialectName>['keys'];
  const url = await reference.listen();
  const { results } = await verify(
    dialect,
    {
      url,
      fetch,
      key: secret,
      otherKey: other,
      liveKey: live,
      ...('publishable' in more && { publishableKey: String(more.publishable) }),
      arrange: arrangeByFixtures(url, reference.fetch),
    },
    options,
  );
  return results
    .filter(({ check, verdict }) => verdict !== 'pass' && !check.needs.includes('webhooks'))
    .map(({ check, verdict, expected, actual, reason }) => [verdict, check.id, expected, actual, reason].join(' · '));
}

async function start(dialect: DialectName) {
  const reference = await startReference(dialect);
  onTestFinished(() => reference.close());
  return reference;
}

describe.each(dialectNames)('the honest reference of %s', (dialect) => {
  const operations = dialect === 'stripe' ? ['cancel', 'retrieve', 'capture'] : ['cancel', 'retrieve'];

  it('has no finding against it when each answer takes a second', { timeout: 900_000 }, async () => {
    const reference = await start(dialect);
    for (const operation of operations) {
      reference.faults.add({ on: `${operation}PaymentIntent`, delay: 1_000, times: 1_000_000 });
    }

    expect(await findings(dialect, reference, reference.fetch, { concurrency: 64 })).toEqual([]);
  });

  it('has no finding against it when every twelfth request is one too many', { timeout: 900_000 }, async () => {
    const reference = await start(dialect);
    let requests = 0;
    const limited: typeof globalThis.fetch = (input, init) => {
      const { method, url } = input as Request;
      requests += 1;
      const operation = /\/(cancel|capture)$/.exec(new URL(url).pathname)?.[1] ?? 'retrieve';
      if (requests % 12 === 0 && (method === 'POST') === (operation !== 'retrieve')) {
        reference.faults.add({ on: `${operation}PaymentIntent`, answer: 'RateLimited' });
      }
      return reference.fetch(input, init);
    };

    expect(await findings(dialect, reference, limited, {})).toEqual([]);
  });

  it('raises no alarm in a thousand races', { timeout: 900_000 }, async () => {
    const reference = await start(dialect);
    const races = suites[dialect].checks.filter(({ id }) => /\/race\/|\/in-flight$/.test(id)).map(({ id }) => id);
    const rounds = Math.ceil(1_000 / races.length);

    for (let round = 0; round < rounds; round += 1) {
      const options = { select: (id: string) => races.includes(id) };
      expect(await findings(dialect, reference, reference.fetch, options), `round ${round}`).toEqual([]);
    }
  });
});
