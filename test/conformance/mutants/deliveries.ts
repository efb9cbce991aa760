import { randomUUID } from 'node:crypto';
import type { Dialect } from '../../../src/dialects/Dialect.js';
import type { Event } from '../../../src/domain/Event.js';
import type { PaymentIntent } from '../../../src/domain/PaymentIntent.js';
import type { Store } from '../../../src/domain/Store.js';
import { webhookSecrets } from '../../support/webhooks.js';
import { type Mutate, owners } from './Mutant.js';
import type { Members } from './replies.js';

/** One attempt to deliver an event, as it is sent. */
export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What was to be sent, with what it takes to send something else. */
export interface Delivering extends Sent {
  readonly event: Members;
  /** Sends it to the kit, and resolves to its answer. */
  tell(sent: Sent): Promise<Response>;
  /** An event as the reference would send it at a moment in Unix seconds, now unless given. */
  sign(event: Members, at?: number): Sent;
}

/** Something else is sent than the reference sends. */
export function deliveries(deliver: (delivering: Delivering) => Promise<Response>): Mutate {
  return ({ dialect, receiver }) => ({
    async receiver(request) {
      const body = await request.text();
      return deliver({
        headers: Object.fromEntries(request.headers),
        body,
        event: JSON.parse(body),
        tell: (sent) => tellBy(receiver, sent),
        sign: (event, at) => signBy(dialect, event, at),
      });
    },
  });
}

/** The same of the event alone: it is signed as it should be. */
export function events(change: (event: Members) => Members): Mutate {
  return deliveries(({ event, tell, sign }) => tell(sign(change(event))));
}

export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The event of an intent as it is now, though it was not canceled. */
export async function forgedEvent(
  dialect: Dialect,
  store: Store,
  intent: PaymentIntent,
  idempotencyKey: string | null = null,
): Promise<Sent> {
  const event: Event = {
    id: `evt_forged${randomUUID().replaceAll('-', '')}`,
    kind: 'intent.canceled',
    createdAt: nowInSeconds(),
    subject: { intent },
    cause: { requestId: 'req_forged', idempotencyKey },
    pending: 1,
  };
  const wire = await store.transact(({ objects }) => dialect.webhooks.encode(event, owners[dialect.name], objects));
  return signBy(dialect, Object.fromEntries(Object.entries(wire)));
}

export function tellBy(receiver: (request: Request) => Response | Promise<Response>, sent: Sent) {
  return Promise.resolve(receiver(new Request('http://localhost/', { method: 'POST', ...sent })));
}

function signBy(dialect: Dialect, event: Members, at = nowInSeconds()): Sent {
  const body = JSON.stringify(event, null, 2);
  return {
    body,
    headers: dialect.webhooks.headers({ id: String(event.id), body, at }, [webhookSecrets[dialect.name]]),
  };
}
