/** What a check is given to send requests with. */

import { setTimeout } from 'node:timers/promises';
import { Deviation } from '../checks/Deviation.js';
import type { KeyName, RequestOverrides, Session } from '../checks/Session.js';
import type { Answer, Exchange, HttpRequest } from '../target/Exchange.js';
import { cancelPath, retrievePath } from '../target/operationPath.js';
import { type Target, Unarranged } from '../target/Target.js';
import { NoAnswer, neverLeft, type Tell } from '../target/Transport.js';
import { arrangeIntent } from './arrangeIntent.js';
import type { Run } from './Run.js';
import { raceFairly } from './raceFairly.js';
import type { Busy } from './withIdleLimit.js';
import { TookTooLong, withTimeout } from './withTimeout.js';

export interface SessionOptions extends Run {
  /** Id of the check. */
  readonly check: string;
  readonly busy: Busy;
  /** Told why no `fetch` can send a request, when the target has one. */
  readonly tell: Tell;
}

/**
 * Milliseconds between the last held request and the release of all. Bytes that have left are not yet read: without a
 * pause the reference server, in the same process, came to the last bytes over 60 ms, with it within 3 ms.
 */
const settling = 100;

const none: Answer = { status: 0, headers: {}, text: '', json: undefined };

export function createSession(options: SessionOptions): Session {
  const { dialect, target, transport, seed, cases, check, signal, timeoutMs, pace, presence, busy, record, tell } =
    options;
  const { connection } = transport;
  let last: Exchange | undefined;

  function toRequest(draft: RequestOverrides): HttpRequest {
    const { method = 'POST', path = '/', key = 'own', scheme = 'Bearer', headers = {}, body } = draft;
    const secret = key === 'none' ? undefined : secretOf(target, key);
    const credentials = scheme === 'Basic' ? Buffer.from(`${secret}:`).toString('base64') : secret;
    const authorization = secret === undefined ? {} : { Authorization: `${scheme} ${credentials}` };
    return { method, path, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }) };
  }

  /**
   * Takes one step of a request in the time that a request has. That the target gives no answer is its deviation, not
   * the kit's error, unless it is gone.
   */
  async function step<T>(
    request: HttpRequest,
    act: (signal: AbortSignal) => Promise<T>,
    answerOf: (outcome: T) => Answer | undefined,
  ): Promise<T> {
    const startedAt = Date.now();
    const start = performance.now();
    const note = (answer: Answer) => {
      last = { request, answer, startedAt, durationMs: performance.now() - start };
      record(last);
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
      const shown = last;
      const left = error instanceof TookTooLong || !neverLeft(error);
      const stillThere = await presence.blame(check, left, signal);
      const found = error instanceof TookTooLong ? 'none in time' : `none (${error.message})`;
      throw new Deviation('an answer', stillThere ? found : `${found}, and then the target was gone`, shown);
    } finally {
      leave();
    }
  }

  const itself = (answer: Answer) => answer;
  const nothing = () => undefined;

  /** Sends them together: everything but the last byte of each, then the last bytes. */
  async function together(requests: readonly HttpRequest[]): Promise<Answer[]> {
    await pace.turn(signal, requests.length);
    // Held beyond the step that opens them: their answers have a time of their own.
    const held = await Promise.all(
      requests.map((request) => step(request, () => connection.hold(request, signal, tell), nothing)),
    );
    await setTimeout(settling);
    for (const { release } of held) release();
    return Promise.all(held.map(({ answer }, index) => step(requests[index] as HttpRequest, () => answer, itself)));
  }

  const session: Session = {
    dialect,
    seed,
    ...(cases === undefined ? {} : { cases }),
    cancelPath: (id) => cancelPath(dialect, id),
    retrievePath: (id) => retrievePath(dialect, id),

    arrange: (status, wishes = {}, key = 'own') =>
      busy(async () => {
        const wanted = { status, key: secretOf(target, key), options: wishes };
        const { id } = await arrangeIntent(options, check, wanted, signal);
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
        );
      });
    },

    deviate(expected, actual) {
      throw new Deviation(expected, actual, last);
    },
  };
  return session;
}

function secretOf(target: Target, key: Exclude<KeyName, 'none'>): string {
  const secret = { own: target.key, other: target.otherKey, live: target.liveKey, publishable: target.publishableKey }[
    key
  ];
  if (secret === undefined) throw new Unarranged(`it needs the ${key} key, and the target has none`);
  return secret;
}
