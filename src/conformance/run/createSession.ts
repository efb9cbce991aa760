/** The session with which a check sends its requests. */

import { setTimeout } from 'node:timers/promises';
import { Deviation } from '../checks/Deviation.js';
import type { KeyName, RequestOverrides, Session } from '../checks/Session.js';
import type { Answer, Exchange, HttpRequest } from '../target/Exchange.js';
import { tooLarge } from '../target/httpTransport.js';
import { cancelPath, retrievePath } from '../target/operationPath.js';
import { type Target, Unarranged } from '../target/Target.js';
import { NoAnswer, neverLeft, type Tell } from '../target/Transport.js';
import { addHeaders } from '../target/withHeaders.js';
import { arrangeIntent } from './arrangeIntent.js';
import { createWebhooks } from './createWebhooks.js';
import type { ReadyRun } from './Run.js';
import { raceFairly } from './raceFairly.js';
import type { Step, Trail } from './Trail.js';
import type { Busy } from './withIdleLimit.js';
import { TookTooLong, withTimeout } from './withTimeout.js';
import { wrongKeyOf } from './wrongKey.js';

export interface SessionOptions extends ReadyRun {
  /** Id of the check. */
  readonly check: string;
  readonly busy: Busy;
  /** Where the session remembers what it arranged and sent. */
  readonly trail: Trail;
  /** Told why no `fetch` can send a request, when the target has one. */
  readonly tell: Tell;
}

/**
 * Milliseconds between the last held request and the release of all. Bytes that were sent are not yet read: the
 * reference server, in the same process, read the last bytes over 60 ms without a pause, and within 3 ms with it.
 */
const settling = 100;

const none: Answer = { status: 0, headers: {}, text: '', json: undefined };

export function createSession(options: SessionOptions): Session {
  const { dialect, target, transport, seed, cases, check, signal, timeoutMs, pace, presence, inspect } = options;
  const { busy, record, trail, tell, form } = options;
  const { connection } = transport;

  function toRequest(draft: RequestOverrides): HttpRequest {
    const { method = 'POST', path = '/', key = 'own', scheme = 'Bearer' } = draft;
    const usual = form.requestOf?.(method) ?? {};
    const written = (draft.parameters && form.writeParameters?.(draft.parameters)) ?? {};
    const { body } = { ...usual, ...written, ...draft };
    const headers = defined({ ...usual.headers, ...written.headers, ...draft.headers });
    const secret = key === 'none' ? undefined : secretOf(target, key);
    const credentials = scheme === 'Basic' ? Buffer.from(`${secret}:`).toString('base64') : secret;
    const authorization = secret === undefined ? {} : { Authorization: `${scheme} ${credentials}` };
    // The transport would add the target's own as well, but reports show what is sent.
    const all = addHeaders(target.headers ?? {}, { ...authorization, ...headers });
    return { method, path, headers: all, ...(body === undefined ? {} : { body }) };
  }

  /** The exchange of an answer, or else the last one. */
  function exchangeOf(answer?: Answer): Exchange | undefined {
    const { steps } = trail;
    return (steps.find(({ exchange }) => exchange.answer === answer) ?? steps.at(-1))?.exchange;
  }

  /**
   * Does one step of a request within its time limit. A missing answer is a deviation of the target, not an error of
   * the kit, unless the target is gone.
   */
  async function step<T>(
    request: HttpRequest,
    act: (signal: AbortSignal) => Promise<T>,
    answerOf: (outcome: T) => Answer | undefined,
    how: Omit<Step, 'exchange'> = {},
  ): Promise<T> {
    const startedAt = Date.now();
    const start = performance.now();
    const note = (answer: Answer) => {
      const exchange = { request, answer, startedAt, durationMs: performance.now() - start };
      trail.steps.push({ exchange, ...how });
      record(exchange);
    };
    const leave = presence.enter(check, `${request.method} ${request.path}`);
    try {
      const outcome = await withTimeout(timeoutMs, act, signal);
      const answer = answerOf(outcome);
      if (answer) note(answer);
      return outcome;
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof TookTooLong)) throw error;
      note(none);
      const shown = exchangeOf();
      const left = error instanceof TookTooLong || !neverLeft(error);
      const stillThere = await presence.blame(check, left, signal);
      const found = foundInstead(error);
      throw new Deviation('an answer', stillThere ? found : `${found}, then the target was gone`, shown);
    } finally {
      leave();
    }
  }

  const itself = (answer: Answer) => answer;
  const nothing = () => undefined;

  /** Sends them together: everything but the last byte of each, then the last bytes. */
  async function together(requests: readonly HttpRequest[]): Promise<Answer[]> {
    await pace.turn(signal, requests.length);
    // Held after the step that opens them: their answers have their own time limit.
    const held = await Promise.all(
      requests.map((request) => step(request, () => connection.hold(request, signal, tell), nothing)),
    );
    await setTimeout(settling);
    for (const { release } of held) release();
    const how = { race: Symbol('race') };
    return Promise.all(
      held.map(({ answer }, index) => step(requests[index] as HttpRequest, () => answer, itself, how)),
    );
  }

  const session: Session = {
    dialect,
    wrongKey: wrongKeyOf(target.key),
    seed,
    ...(cases === undefined ? {} : { cases }),
    cancelPath: (id) => cancelPath(dialect, id),
    retrievePath: (id) => retrievePath(dialect, id),

    arrange: (status, wishes = {}, key = 'own') =>
      busy(async () => {
        const exchanges: Exchange[] = [];
        const note = (exchange: Exchange) => {
          exchanges.push(exchange);
          record({ ...exchange, arranges: true });
        };
        const wanted = { status, key: secretOf(target, key), options: wishes, record: note };
        const { id } = await arrangeIntent(options, check, wanted, signal);
        await inspect(id, { dialect, ...wanted }, options, signal);
        trail.arranged.push({ id, status, exchanges });
        return id;
      }),

    send(draft) {
      const request = toRequest(draft);
      const send = () => step(request, (given) => transport.send(request, given, tell), itself);
      return busy(() => pace.patiently(send, signal));
    },

    cancel: (id, draft = {}) => session.send({ path: cancelPath(dialect, id), ...draft }),
    retrieve: (id, draft = {}) => session.send({ method: 'GET', path: retrievePath(dialect, id), ...draft }),

    race(drafts) {
      const requests = drafts.map(toRequest);
      return busy(() => raceFairly(requests, together, pace, signal));
    },

    async sendAndDrop(draft) {
      const request = toRequest(draft);
      await busy(async () => {
        await pace.turn(signal);
        await step(
          request,
          (given) => connection.sendAndDrop(request, given, tell),
          () => none,
          { cut: true },
        );
      });
    },

    webhooks: () => createWebhooks({ target, busy, signal, send: session.send }),

    deviate(expected, actual, answer) {
      throw new Deviation(expected, actual, exchangeOf(answer));
    },
  };
  return session;
}

/** What came in place of a whole answer. */
function foundInstead(error: NoAnswer | TookTooLong): string {
  if (error instanceof TookTooLong) return 'none in time';
  return error.message === tooLarge ? tooLarge : `none (${error.message})`;
}

/** Why a check is not judged without a key. */
const needed: Readonly<Record<Exclude<KeyName, 'none' | 'own' | 'wrong'>, string>> = {
  other: 'tenant isolation is not judged: give --other-key (otherKey)',
  live: 'isolation of the modes is not judged: give --live-key (liveKey)',
  publishable: 'the limits of publishable keys are not judged: give --publishable-key (publishableKey)',
};

function defined(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function secretOf(target: Target, key: Exclude<KeyName, 'none'>): string {
  if (key === 'own') return target.key;
  if (key === 'wrong') return wrongKeyOf(target.key);
  const secret = { other: target.otherKey, live: target.liveKey, publishable: target.publishableKey }[key];
  if (secret === undefined) throw new Unarranged(needed[key]);
  return secret;
}
