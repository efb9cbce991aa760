/** Reads the declaration of a webhook. */

import { createHash, randomBytes } from 'node:crypto';
import { contractFor } from '../contract/contracts.js';
import type { WebhookDeclaration } from '../contract/control.js';
import type { Dialect } from '../dialects/Dialect.js';
import { type EventKind, eventKinds } from '../domain/Event.js';
import { isLoopbackName } from '../server/loopback.js';
import { explain } from './explain.js';
import type { Receiver, ReceiverFunction } from './Receiver.js';

/** A receiver, and the events that it wants. */
export interface Subscription {
  /** The same for the same URL of the dialect, in every process. */
  readonly id: string;
  readonly receiver: Receiver;
  /** As it is shown. */
  readonly url: string;
  /** Each of them signs every delivery. */
  readonly secrets: readonly string[];
  /** Null for all. */
  readonly kinds: readonly EventKind[] | null;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface ReadingOptions {
  readonly dialect: Dialect;
  /** Whether an address may be another machine's. */
  readonly allowRemote: boolean;
}

/**
 * What a declaration means, or a sentence that says how to mend it. Neither repeats a secret.
 *
 * @param receiver a function of this process in place of a URL.
 */
export function readDeclaration(
  sent: unknown,
  { dialect, allowRemote }: ReadingOptions,
  receiver?: ReceiverFunction,
): Subscription | { problem: string } {
  const declared = receiver && typeof sent === 'object' ? { ...sent, url: 'http://localhost/' } : sent;
  const validate = contractFor('control').schema('WebhookDeclaration');
  if (!validate(declared)) {
    return { problem: `A webhook is { url, secret, types?, timeout? }: ${explain(validate.errors?.[0])}.` };
  }
  const { url, secret, types, timeout = dialect.webhooks.timeout } = declared as WebhookDeclaration;
  const secrets = typeof secret === 'string' ? [secret] : secret;
  const weak = secrets.map((text) => dialect.webhooks.refuseSecret(text)).find((problem) => problem !== undefined);
  if (weak !== undefined) return { problem: weak };
  const kinds = types ? kindsOf(types, dialect) : null;
  if (kinds !== null && 'problem' in kinds) return kinds;
  if (receiver) {
    const id = `we_${randomBytes(12).toString('hex')}`;
    return { id, receiver, url: `function ${receiver.name || 'without a name'}`, secrets, kinds, timeout };
  }
  const address = addressOf(url, allowRemote);
  if (!(address instanceof URL)) return address;
  const id = `we_${createHash('sha256').update(`${dialect.name} ${address.href}`).digest('hex').slice(0, 24)}`;
  return { id, receiver: address, url: address.href, secrets, kinds, timeout };
}

function kindsOf(types: readonly string[], { webhooks, name }: Dialect): EventKind[] | { problem: string } {
  const known = Object.values(webhooks.types);
  const stranger = types.find((type) => !known.includes(type));
  if (stranger !== undefined) {
    return { problem: `There are no events of the type ${stranger} at ${name}; known are ${known.join(', ')}.` };
  }
  return eventKinds.filter((kind) => types.includes(webhooks.types[kind] ?? ''));
}

function addressOf(url: string, allowRemote: boolean): URL | { problem: string } {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !['http:', 'https:'].includes(address.protocol)) {
    return { problem: 'The url of a webhook must be an http: or https: URL, such as http://127.0.0.1:3000/webhooks.' };
  }
  if (address.username !== '' || address.password !== '') {
    return { problem: 'The url of a webhook must have no name and no password, because logs and lists show it.' };
  }
  if (allowRemote || isLoopbackName(address.hostname)) return address;
  return {
    problem: `The webhook would leave this machine for ${address.hostname}; allow that with --allow-remote-webhooks, or allowRemoteWebhooks in a test.`,
  };
}
