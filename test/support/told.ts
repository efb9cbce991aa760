import { onTestFinished } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import type { ReceiverFunction } from '../../src/reference/startReference.js';
import { type ReferenceOptions, startReference } from '../../src/reference/startReference.js';
import type { ReceivedEvent } from './receiver.js';
import { pathOf } from './referencePath.js';

/** A reference that is closed when the test ends. */
export async function startTelling<Name extends DialectName>(name: Name, options?: ReferenceOptions) {
  const reference = await startReference(name, options);
  onTestFinished(() => reference.close());
  const { secret } = reference.keys as { secret: string };

  /** Cancels an intent of the owner of a key. */
  async function cancel(id: string, key = secret, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const answer = await reference.fetch(`https://vendor.example${pathOf(name, id)}/cancel`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, ...headers },
    });
    const body = await answer.json();
    if (answer.status !== 200) throw new Error(`canceled with ${answer.status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Makes a hold and cancels it, which both vendors tell with one event. Resolves to its id. */
  async function cancelOne(key = secret): Promise<string> {
    const { id } = await reference.createIntent({ status: 'requires_capture' }, { key });
    await cancel(id, key);
    return id;
  }

  return { reference, cancel, cancelOne };
}

export const canceled = {
  stripe: 'payment_intent.canceled',
  chargefy: 'payment.intent.canceled',
} as const satisfies Record<DialectName, string>;

/** One attempt as a function got it. */
export interface Told {
  readonly headers: Headers;
  readonly body: string;
  readonly event: ReceivedEvent;
}

/** A function that answers with statuses, the last of them for ever, and what it was told. */
export function telling(...statuses: readonly (number | Response)[]): { told: Told[]; receive: ReceiverFunction } {
  const told: Told[] = [];
  const receive: ReceiverFunction = async (request) => {
    const body = await request.text();
    told.push({ headers: request.headers, body, event: JSON.parse(body) as ReceivedEvent });
    const answer = statuses[Math.min(told.length, statuses.length) - 1] ?? 204;
    return typeof answer === 'number' ? new Response(null, { status: answer }) : answer.clone();
  };
  return { told, receive };
}

/** Seconds in the signature, which is when the attempt was made. */
export function timeOf({ headers }: Told): number {
  const stripe = /^t=(\d+),/.exec(headers.get('stripe-signature') ?? '')?.[1];
  return Number(stripe ?? headers.get('webhook-timestamp'));
}
