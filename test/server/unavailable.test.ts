import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { embeddedStore } from '../../src/stores/embedded.js';
import { type Answer, call, cancel, retrieve } from '../support/calls.js';
import { documented } from '../support/documented.js';
import { expectExecuted, expectNotExecuted, newKey, sendKeyed } from '../support/keyed.js';
import { startPooler } from '../support/pooler.js';
import { lockIntent, sharePostgres, startOn } from '../support/postgresReference.js';
import { arrange, type Reference, standstill, startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const documents = { stripe: documented('stripe'), chargefy: documented('chargefy') };

function expectUnavailable(dialect: DialectName, answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(
    documents[dialect].disagreements(
      '/components/responses/ServiceUnavailable/content/application~1json/schema',
      answer.body,
    ),
  ).toEqual([]);
  expect(JSON.stringify(answer.body)).not.toMatch(/postgres|sqlite|connect|127\.0\.0\.1/i);
  expect(answer.headers.has('stripe-should-retry')).toBe(false);
}

const postgres = sharePostgres();

async function start(dialect: DialectName) {
  const url = await postgres().createDatabase();
  return { url, reference: await startOn(url, dialect) };
}

async function whileStopped(work: () => Promise<void>): Promise<void> {
  await postgres().stop();
  await work().finally(() => postgres().start());
}

const ask: readonly ((reference: Reference, id: string) => Promise<Answer>)[] = [
  (reference, id) => cancel(reference, id),
  (reference, id) => retrieve(reference, id),
  (reference) => call(reference, '/_fixtures/payment_intents', { method: 'POST', body: '{"status":"succeeded"}' }),
];

describe.each(['stripe', 'chargefy'] as const)('while PostgreSQL is stopped, %s', (dialect) => {
  it('says that it is unavailable, and works again without a restart of its own', async () => {
    const { reference } = await start(dialect);
    const { id } = await arrange(reference, { status: 'requires_capture' });

    await whileStopped(async () => {
      for (const request of ask) expectUnavailable(dialect, await request(reference, id));
      expect(reference.logged.filter(({ msg }) => msg === 'store unavailable')).toHaveLength(ask.length);
      expect((await call(reference, '/_health', { key: null })).status).toBe(200);
      expect((await cancel(reference, id, { key: null })).status).toBe(401);
    });

    expect(await cancel(reference, id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });
});

describe('an idempotency key', () => {
  it('is not used up by an answer that the server is unavailable', async () => {
    const { reference } = await start('stripe');
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };

    await whileStopped(async () => {
      const refused = await sendKeyed(reference, request);
      expectUnavailable('stripe', { ...refused, body: JSON.parse(refused.text) });
      expectNotExecuted(refused);
    });

    const answer = await sendKeyed(reference, request);
    expect(answer.status).toBe(200);
    expectExecuted(answer, request.key);
  });
});

describe('a request', () => {
  it('that PostgreSQL ends while it waits is unavailable, and changes nothing', async () => {
    const { url, reference } = await start('stripe');
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };
    const lock = await lockIntent(url, request.id);
    const waiting = sendKeyed(reference, request);
    await lock.waiting(1);

    await lock.endWaiting();
    expect((await waiting).status).toBe(503);
    await lock.unlock();
    expect((await retrieve(reference, request.id)).body.status).toBe('requires_capture');
    expectExecuted(await sendKeyed(reference, request), request.key);
  });

  it('waits five seconds for an intent that another transaction has locked, and no longer', async () => {
    const { url, reference } = await start('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const { unlock } = await lockIntent(url, id);
    expectUnavailable('stripe', await cancel(reference, id));
    await unlock();
    expect((await cancel(reference, id)).status).toBe(200);
  });
});

describe('while a pooler shares sessions', () => {
  it('a request is unavailable rather than broken, and its idempotency key is free', async () => {
    const pooler = await startPooler(await postgres().createDatabase());
    const reference = await startOn(pooler.url);
    const requests: { id: string; key: string }[] = [];
    for (let count = 0; count < 20; count += 1) {
      requests.push({ id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() });
    }

    // One after the other, for then the pooler has others to choose from.
    pooler.share(true);
    const statuses: number[] = [];
    for (const request of requests) statuses.push((await sendKeyed(reference, request)).status);
    expect(new Set([...statuses, 503])).toEqual(new Set([200, 503]));
    expect(statuses).toContain(503);

    pooler.share(false);
    for (const request of requests) {
      await expect.poll(async () => (await sendKeyed(reference, request)).status).toBe(200);
    }
  });
});

describe('while the disk is full', () => {
  it('a server on a file is unavailable, and works again when there is room', async () => {
    const database = new Database(`${temporaryDirectory()}/intents.db`);
    const reference = await startReference('stripe', { store: await embeddedStore(database, undefined, standstill) });
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };
    const [{ page_count: pages }] = database.pragma('page_count') as [{ page_count: number }];

    database.pragma(`max_page_count = ${pages}`);
    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`note_${index}`, 'x'.repeat(500)]));
    const body = JSON.stringify({ status: 'succeeded', metadata });
    expectUnavailable('stripe', await call(reference, '/_fixtures/payment_intents', { method: 'POST', body }));

    database.pragma('max_page_count = 1000000');
    expect((await call(reference, '/_fixtures/payment_intents', { method: 'POST', body })).status).toBe(201);
    expectExecuted(await sendKeyed(reference, request), request.key);
  });
});
