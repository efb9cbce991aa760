/** Carries out a fault that was declared for a request. */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Reply } from '../dialects/Dialect.js';
import type { Fault } from './Fault.js';
import type { WireReply } from './reply.js';

/** What a fault needs of the request that it spoils. */
export interface Spoilable {
  readonly response: ServerResponse;
  /** Executes the request, or fails while executing it. */
  execute(failing: boolean): Promise<Reply>;
  render(reply: Reply): WireReply;
  /** Notes the status that is sent; null when none is. */
  note(status: number | null, reply: Reply | undefined): void;
}

/** Executes a request as far as its fault lets it, and answers what the fault says. */
export async function spoil(fault: Fault, { response, execute, render, note }: Spoilable): Promise<void> {
  const { when, answer, drop, truncate } = fault;
  if (drop === 'before') {
    note(null, undefined);
    response.destroy();
    return;
  }
  const reply = when === 'instead' ? undefined : await execute(when === 'kept');
  if (truncate === undefined) await pass(fault, response);
  if (response.destroyed) return;
  const wire = wireOf(answer, reply, render);
  if (!wire || (drop && truncate === undefined)) {
    note(null, reply);
    response.destroy();
    return;
  }
  note(wire.status, reply);
  await send(wire, fault, response);
}

function wireOf(answer: Fault['answer'], reply: Reply | undefined, render: Spoilable['render']): WireReply | undefined {
  if (!answer) return reply && render(reply);
  if (!('reply' in answer)) return { status: answer.status, headers: answer.headers, text: answer.body };
  const wire = render(answer.reply);
  return { ...wire, headers: { ...wire.headers, ...answer.headers } };
}

async function send({ status, headers, text }: WireReply, fault: Fault, response: ServerResponse): Promise<void> {
  const { delay, drop, truncate } = fault;
  const body = Buffer.from(text);
  const part = truncate === undefined ? body : body.subarray(0, truncate);
  const broken = part.length < body.length && (drop !== undefined || delay > 0);
  // A part that ends well is all that there is; one that breaks off was to be more.
  response.writeHead(status, { ...headers, 'Content-Length': broken ? body.length : part.length });
  if (!broken) {
    response.end(part);
    return;
  }
  await new Promise((resolve) => response.write(part, resolve));
  await pass(fault, response);
  if (drop) response.destroy();
  else response.end(body.subarray(part.length));
}

/** Waits without keeping the process running, and no longer than the caller does or the fault is in force. */
async function pass({ delay, cleared }: Fault, response: ServerResponse): Promise<void> {
  if (delay <= 0 || response.destroyed) return;
  const over = new AbortController();
  const { signal } = over;
  const waits = [once(response, 'close', { signal }), once(cleared, 'abort', { signal })];
  if (delay !== Number.POSITIVE_INFINITY) waits.push(wait(delay, [], { signal, ref: false }));
  if (!cleared.aborted) await Promise.race(waits).catch(() => undefined);
  over.abort();
  await Promise.allSettled(waits);
  if (cleared.aborted) response.destroy();
}
