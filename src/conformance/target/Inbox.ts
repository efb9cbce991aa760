/** Keeps the deliveries that the kit received, and waits for more. */

/** One attempt to deliver an event, as it came. */
export interface Delivery {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it was sent, because that is what is signed. */
  readonly body: Buffer;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
}

/** The type of an event and the intent that it is about. */
export interface Subject {
  readonly type: string;
  /** Id of the intent. */
  readonly intent: string;
}

export interface Inbox {
  /** Keeps a delivery, and returns the status to answer it with. */
  take(delivery: Delivery): number;
  /** The deliveries about a subject, in the order they came. */
  of(subject: Subject): readonly Delivery[];
  /** Answers the next delivery about a subject with 500. */
  refuseNext(subject: Subject): void;
  /** Waits for `count` deliveries, until time is up or the signal is aborted. Resolves to those that came. */
  wait(subject: Subject, count: number, timeoutMs: number, signal: AbortSignal): Promise<readonly Delivery[]>;
}

export function createInbox(): Inbox {
  const kept = new Map<string, Delivery[]>();
  const refused = new Set<string>();
  const lookers = new Set<() => void>();
  const of = (subject: Subject): readonly Delivery[] => kept.get(keyOf(subject)) ?? [];
  return {
    of,

    take(delivery) {
      const key = keyOf(subjectOf(delivery));
      kept.set(key, [...(kept.get(key) ?? []), delivery]);
      const status = refused.delete(key) ? 500 : 200;
      for (const look of lookers) look();
      return status;
    },

    refuseNext(subject) {
      refused.add(keyOf(subject));
    },

    wait(subject, count, timeoutMs, signal) {
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          lookers.delete(look);
          signal.removeEventListener('abort', end);
          resolve(of(subject));
        };
        const look = () => {
          if (of(subject).length >= count || signal.aborted) end();
        };
        const timer = setTimeout(end, timeoutMs);
        signal.addEventListener('abort', end, { once: true });
        lookers.add(look);
        look();
      });
    },
  };
}

function keyOf({ type, intent }: Subject): string {
  return JSON.stringify([type, intent]);
}

function subjectOf({ json }: Delivery): Subject {
  const { type, data } = Object(json) as { readonly type?: unknown; readonly data?: unknown };
  const { object } = Object(data) as { readonly object?: unknown };
  const { id } = Object(object) as { readonly id?: unknown };
  return { type: String(type), intent: String(id) };
}
