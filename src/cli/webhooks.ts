/** The webhooks that the options of `serve` declare. */

import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store } from '../domain/Store.js';
import type { Dispatcher } from '../webhooks/createDispatcher.js';
import { readDeclaration, type Subscription } from '../webhooks/declaration.js';
import { withoutQuery } from '../webhooks/withoutQuery.js';
import { readJson } from './readJson.js';
import type { ServeOptions } from './ServeOptions.js';
import { UsageError } from './UsageError.js';

export type WebhookOptions = Pick<
  ServeOptions,
  'allowRemoteWebhooks' | 'control' | 'webhookSecret' | 'webhookUrl' | 'webhooks'
>;

/** Holds the secret where a list of processes would show it as an option. */
const variable = 'WEBHOOK_SECRET';

/**
 * The webhooks of each dialect that is served.
 *
 * @throws UsageError when one can't be, with an option or a place in a file. It does not repeat a secret.
 */
export function readWebhooks(
  served: readonly Dialect[],
  { webhookUrl: url, webhookSecret, webhooks: file, allowRemoteWebhooks, control }: WebhookOptions,
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<Dialect, readonly Subscription[]> {
  const subscribe = (dialect: Dialect, declaration: unknown, place: string) => {
    const subscription = readDeclaration(declaration, { dialect, allowRemote: allowRemoteWebhooks === true });
    if (!('problem' in subscription)) return subscription;
    throw new UsageError(`${place}: ${subscription.problem}`);
  };
  if (url === undefined && webhookSecret !== undefined) {
    throw new UsageError('--webhook-secret: it signs nothing without a webhook; give --webhook-url as well.');
  }
  if (url !== undefined && file !== undefined) {
    throw new UsageError(
      '--webhook-url: --webhooks names all webhooks; put this one into its file, or leave the file out.',
    );
  }
  if (url === undefined && file === undefined && allowRemoteWebhooks && !control) {
    throw new UsageError(
      '--allow-remote-webhooks: there is no webhook, and without control none can be added; give --webhook-url or --webhooks, or leave it out.',
    );
  }
  if (url !== undefined) {
    const secret = webhookSecret ?? environment[variable];
    if (secret === undefined) {
      throw new UsageError(
        `--webhook-url: signing deliveries needs a secret; give --webhook-secret, or ${variable} in the environment.`,
      );
    }
    const named = webhookSecret === undefined ? variable : '--webhook-url or --webhook-secret';
    return new Map(
      served.map((dialect) => [dialect, [subscribe(dialect, { url, secret }, `${named} for ${dialect.name}`)]]),
    );
  }
  return file === undefined ? new Map() : readFile(file, served, subscribe);
}

function readFile(
  path: string,
  served: readonly Dialect[],
  subscribe: (dialect: Dialect, declaration: unknown, place: string) => Subscription,
): ReadonlyMap<Dialect, readonly Subscription[]> {
  const content = readJson('--webhooks', path);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(`--webhooks ${path}: expected a JSON object like {"stripe": [{"url", "secret"}]}.`);
  }
  return new Map(
    Object.entries(content).map(([name, list]: [string, unknown]) => {
      const dialect = served.find((known) => known.name === name);
      if (!dialect) {
        const known = served.map((each) => each.name).join(' and ');
        throw new UsageError(`--webhooks ${path}: /${name} is not a dialect that is served; known are ${known}.`);
      }
      if (!Array.isArray(list)) throw new UsageError(`--webhooks ${path}: /${name} is not a list of webhooks.`);
      const own = list.map((entry, index) => subscribe(dialect, entry, `--webhooks ${path}: /${name}/${index}`));
      const twice = own.find(({ id }, index) => own.findIndex((other) => other.id === id) !== index);
      if (twice) throw new UsageError(`--webhooks ${path}: /${name} names ${twice.url} twice; keep one of them.`);
      return [dialect, own];
    }),
  );
}

/** Delivers the events of every owner to each webhook. */
export async function subscribeAll(
  dispatcher: Dispatcher,
  subscriptions: readonly Subscription[],
  owners: readonly Owner[],
): Promise<void> {
  for (const subscription of subscriptions) {
    for (const owner of owners) await dispatcher.add(owner, subscription);
  }
}

/** Logs the endpoints in a database that an earlier process or another one has added: this one has no secret to sign for them. */
export async function logOthers(
  store: Store,
  own: readonly Subscription[],
  owners: readonly Owner[],
  log: Logger,
): Promise<void> {
  const known = new Set(own.map(({ id }) => id));
  for (const owner of owners) {
    const endpoints = await store.transact(({ deliveries }) => deliveries.endpoints(owner));
    for (const { id, url, enabled } of endpoints) {
      if (!enabled || known.has(id)) continue;
      // Each owner has it, and one line is enough.
      known.add(id);
      log.warn(
        { endpoint: withoutQuery(url) },
        `this process does not deliver to ${id}, so its events wait for another; give --webhook-url or --webhooks to deliver them; DELETE /_webhooks/${id} drops those of a key's owner`,
      );
    }
  }
}
