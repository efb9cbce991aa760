import { type Logger, pino } from 'pino';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { contractOf } from '../../src/contract/Contract.js';
import type { DialectName } from '../../src/contract/dialect.js';
import type { OpenApiDocument } from '../../src/contract/document.js';
import type { Dialect } from '../../src/dialects/Dialect.js';
import { dialects } from '../../src/dialects/registry.js';
import type { ApiKey } from '../../src/domain/ApiKey.js';
import type { Owner } from '../../src/domain/PaymentIntent.js';
import type { Store } from '../../src/domain/Store.js';
import { controlHandlers } from '../../src/reference/controlHandlers.js';
import { createFaults } from '../../src/reference/faults.js';
import { inProcessFetch } from '../../src/reference/inProcessFetch.js';
import { createJournal } from '../../src/reference/journal.js';
import { ownedWebhooks } from '../../src/reference/webhooks.js';
import { createApp } from '../../src/server/app.js';
import type { Control } from '../../src/server/Control.js';
import { createHttpServer, type HttpServer, type Limits } from '../../src/server/createHttpServer.js';
import { createKeyRing } from '../../src/server/KeyRing.js';
import { listen, type RunningServer } from '../../src/server/listen.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { createDispatcher } from '../../src/webhooks/createDispatcher.js';

const key = (kind: ApiKey['kind'], organization: string, livemode = false, more: Partial<ApiKey> = {}): ApiKey => ({
  kind,
  organization,
  livemode,
  access: 'write',
  expired: false,
  accounts: [],
  ...more,
});

/** One key of every sort, for each dialect. */
export const keys = {
  stripe: {
    sk_test_reference: key('secret', 'acct_reference'),
    sk_live_reference: key('secret', 'acct_reference', true),
    pk_test_reference: key('publishable', 'acct_reference'),
    rk_test_readonly: key('restricted', 'acct_reference', false, { access: 'read' }),
    rk_test_writing: key('restricted', 'acct_reference'),
    rk_test_expired: key('restricted', 'acct_reference', false, { expired: true }),
    sk_test_other: key('secret', 'acct_other'),
    sk_test_platform: key('secret', 'acct_platform', false, { accounts: ['acct_connected', 'acct_second'] }),
  },
  chargefy: {
    ch_test_reference: key('secret', 'org_reference'),
    ch_live_reference: key('secret', 'org_reference', true),
    ch_test_expired: key('secret', 'org_reference', false, { expired: true }),
    ch_test_other: key('secret', 'org_other'),
  },
} as const;

/** The time of stores that are opened for a reference, in Unix milliseconds. */
export const standstill = () => 1_700_000_000_000;

export interface Reference extends RunningServer, Pick<HttpServer, 'inFlight'> {
  readonly dialect: Dialect;
  readonly store: Store;
  /** Reaches it without its port. */
  readonly fetch: typeof fetch;
  /** Unix seconds that the server takes for now. */
  now: number;
  /** What the server logged, one parsed line each. */
  readonly logged: Record<string, unknown>[];
}

export interface ReferenceOptions {
  /** One that holds shall wait in is opened at `standstill`. */
  readonly store?: Store;
  readonly control?: boolean;
  readonly crossOrigin?: boolean;
  /** Nothing has been compiled yet of one that nobody else has. */
  readonly document?: OpenApiDocument;
  /** Milliseconds to wait for requests on their way when it is told to stop; none unless given. */
  readonly patience?: number;
  /** Instead of those that a caller of the real server has. */
  readonly limits?: Partial<Limits>;
}

/** A reference server on a free port and its own memory, stopped when the test ends. Its clock stands still. */
export async function startReference(name: DialectName, options: ReferenceOptions = {}): Promise<Reference> {
  const reference = await open(name, options);
  onTestFinished(() => close(reference));
  return reference;
}

/** The same, once for all the tests of a describe block, each of which works on intents of its own. */
export function shareReference(name: DialectName, options: ReferenceOptions = {}): () => Reference {
  let reference: Reference;
  beforeAll(async () => {
    reference = await open(name, options);
    return () => close(reference);
  });
  return () => reference;
}

async function open(name: DialectName, options: ReferenceOptions): Promise<Reference> {
  const { document } = options;
  const dialect = document ? { ...dialects[name], contract: contractOf(document) } : dialects[name];
  const opened = options.store ?? (await openEmbeddedStore(':memory:', () => reference.now * 1000));
  const logged: Record<string, unknown>[] = [];
  const store: Store = {
    ...opened,
    transact: (work, cause) =>
      opened.transact(
        (transaction) => work({ ...transaction, clock: { ...transaction.clock, now: reference.now } }),
        cause,
      ),
  };
  const reference = { dialect, store, now: standstill() / 1000, logged };
  const ring = createKeyRing(Object.entries<ApiKey>(keys[name]));
  const app = createApp(dialect, {
    store,
    keys: ring,
    log: logTo(logged),
    ...((options.control ?? true) && { control: controlOf(dialect, store, ring.owners) }),
    crossOrigin: options.crossOrigin ?? true,
  });
  const http = createHttpServer(app, dialect, options.limits);
  const server = await listen(http, '127.0.0.1', 0, options.patience ?? 0);
  return Object.assign(reference, server, { inFlight: http.inFlight, fetch: inProcessFetch(http.server) });
}

/** What makes intents, without faults that could happen and a reset. */
export function controlOf(dialect: Dialect, store: Store, owners: readonly Owner[] = []): Control {
  const dispatcher = createDispatcher(dialect, { store, log: pino({ level: 'silent' }), isShared: false });
  return controlHandlers(dialect, {
    store,
    dispatchers: [dispatcher],
    webhooks: ownedWebhooks(dialect, { store, dispatcher, allowRemote: false }),
    deliveryFaults: dispatcher.faults,
    owners,
    faults: createFaults(dialect.contract),
    journal: createJournal(dialect.contract),
  });
}

/** Whatever a test is about, the server has said nothing that its document does not know, and logged nobody's key. */
async function close({ dialect, store, logged, stop }: Reference): Promise<void> {
  await stop();
  await store.close();
  expect(logged.filter(({ msg }) => msg === 'reply deviates from the document')).toEqual([]);
  const log = JSON.stringify(logged);
  for (const secret of Object.keys(keys[dialect.name])) expect(log).not.toContain(secret);
}

function logTo(lines: Record<string, unknown>[]): Logger {
  return pino({ level: 'trace' }, { write: (line: string) => lines.push(JSON.parse(line)) });
}

/**
 * Makes an intent through the fixtures endpoint and gives back what the server answered.
 *
 * @param headers name another account that the key reaches.
 */
export async function arrange(
  { url, dialect }: Reference,
  fixture: object,
  secret = dialect.name === 'stripe' ? 'sk_test_reference' : 'ch_test_reference',
  headers: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown> & { id: string }> {
  const response = await fetch(`${url}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(fixture),
  });
  const body = (await response.json()) as Record<string, unknown> & { id: string };
  if (response.status !== 201) throw new Error(`fixture refused: ${JSON.stringify(body)}`);
  return body;
}
