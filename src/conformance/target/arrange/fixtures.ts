import type { DialectName } from '../../../contract/dialect.js';
import type { Arrange } from '../Target.js';
import { isByApi } from './api.js';
import { askForIntent } from './ask.js';

/**
 * Arranges intents by `POST /_fixtures/payment_intents`, an endpoint of the reference server that others may implement.
 *
 * @param base is the URL of the server; ignored by some `own`.
 * @param own is a `fetch` to use instead of the network.
 */
export function arrangeByFixtures(base: string, own?: typeof globalThis.fetch): Arrange {
  const arrange: Arrange = async (wanted) => {
    const { status, dialect, key, options } = wanted;
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ status, ...options });
    const asked = { base, path: '/_fixtures/payment_intents', headers, body, expected: 201, hint: hintFor(dialect) };
    const { id } = await askForIntent(asked, wanted, own);
    return { id };
  };
  return Object.assign(arrange, { way: 'fixtures' });
}

function hintFor(dialect: DialectName): string {
  return isByApi(dialect) ? 'try --arrange api (arrangeByApi)' : 'use another --arrange';
}
