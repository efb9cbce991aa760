import { beforeAll, describe, expect, it } from 'vitest';
import { type Expansion, expandable, isList } from '../../../src/dialects/stripe/expandable.js';
import { documented } from '../../support/documented.js';
import { type SdkVocabulary, sdkVocabulary } from '../../support/sdkExpandable.js';

/** Objects that are absent unless expanded, which the SDK types as optional objects and not as ids. */
const includable = ['customer: cash_balance', 'customer: invoice_credit_balance', 'customer: tax'];

/** One line for each property: of which kind, its path, what it becomes. */
const line = (kind: string, path: string, list: boolean, kinds: readonly string[]) =>
  `${kind}: ${path} -> ${list ? 'list of ' : ''}${[...kinds].sort().join(' | ')}`;

const own = Object.entries(expandable).flatMap(([kind, properties]) =>
  Object.entries(properties).map(([path, expansion]) => line(kind, path, isList(expansion), kindsOf(expansion))),
);

function kindsOf(expansion: Expansion): readonly string[] {
  return isList(expansion) ? expansion.list : expansion;
}

describe('what can be expanded', () => {
  let sdk: SdkVocabulary;
  // The compiler reads the types of most of the package.
  beforeAll(() => {
    sdk = sdkVocabulary();
  }, 120_000);

  const linesOf = (from: SdkVocabulary) =>
    [...from].flatMap(([kind, properties]) =>
      [...properties].map(([path, { list, kinds }]) => line(kind, path, list, kinds)),
    );

  it('is nothing that the SDK’s types don’t have', () => {
    const known = linesOf(sdk);

    expect(own.filter((entry) => !known.includes(entry) && !includable.some((name) => entry.startsWith(name)))).toEqual(
      [],
    );
  });

  it('is all that a path of four levels reaches in the SDK’s types', () => {
    const reached = withinLevels(sdk, 4);

    expect(reached).toContain('payment_intent: latest_charge -> charge');
    expect(reached).toContain('charge: refunds -> list of refund');
    expect(reached.filter((entry) => !own.includes(entry))).toEqual([]);
  });

  it.each([
    'PaymentIntent',
    'Charge',
    'Customer',
    'PaymentMethod',
    'BalanceTransaction',
    'Refund',
    'Review',
    'ApplicationFee',
    'Transfer',
    'Account',
  ])('is listed in the document for the %s', (name) => {
    const { description } = documented('stripe').at('/components/parameters/Expand') as { description: string };
    const row = description.split('\n').find((text) => text.startsWith(`| ${name} |`)) ?? '';
    const kind = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
    const named = Object.keys(expandable[kind] ?? {}).filter((path) => !path.startsWith('payment_method_details.'));

    expect([...row.matchAll(/`([^`]+)`/g)].map(([, path]) => path)).toEqual(expect.arrayContaining(named));
  });
});

/** The lines of what can be reached from an intent when each name between dots, and the `data` of a list, is a level. */
function withinLevels(sdk: SdkVocabulary, levels: number): string[] {
  const depths = new Map([['payment_intent', 0]]);
  const lines = new Set<string>();
  // A kind is looked at again when a shorter way to it is found.
  const open = ['payment_intent'];
  for (let kind = open.shift(); kind !== undefined; kind = open.shift()) {
    const depth = depths.get(kind) as number;
    for (const [path, { list, kinds }] of sdk.get(kind) ?? []) {
      const end = depth + path.split('.').length;
      if (end > levels) continue;
      lines.add(line(kind, path, list, kinds));
      const inside = list ? end + 1 : end;
      for (const next of kinds) {
        if ((depths.get(next) ?? Number.POSITIVE_INFINITY) <= inside) continue;
        depths.set(next, inside);
        open.push(next);
      }
    }
  }
  return [...lines];
}
