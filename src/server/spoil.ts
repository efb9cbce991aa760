/** Carries out a fault that was declared for a request. */

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
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
  const { when, answer, delay, drop, truncate } = fault;
  const isExecuted = drop !== 'before' && when !== 'instead';
  const reply = isExecuted ? await execute(when === 'kept') : undefined;
  const isLost = truncate === undefined && (drop !== undefined || delay === Number.POSITIVE_INFINITY);
  const wire = isLost ? undefined : wireOf(answer, reply, render);
  if (!wire) {
    note(null, reply);
    await pass(fault, response);
    response.destroy();
    return;
  }
  if (truncate === undefined) await pass(fault, response);
  if (response.destroyed) {
    note(null, reply);
    return;
  }
  note(wire.status, reply);
  await send(wire, fault, response);
}

function wireOf(answer: Fault['answer'], reply: Reply | undefined, render: Spoilable['render']): WireReply | undefined {
  if (!answer) return reply && render(reply);
  if (!('reply' in answer)) return { status: answer.status, headers: answer.headers, text: answer.body };
  const wire = render(answer.reply);
  const replaced = Object.keys(answer.headers).map((name) => name.toLowerCase());
  const kept = Object.entries(wire.headers).filter(([name]) => !replaced.includes(name.toLowerCase()));
  return { ...wire, headers: { ...Object.fromEntries(kept), ...answer.headers } };
}

/** Statuses whose answer has no body, and no length of one. */
const bodiless: readonly number[] = [204, 304];

async function send({ status, headers, text }: WireReply, fault: Fault, response: ServerResponse): Promise<void> {
  const { delay, drop, truncate } = fault;
  const body = Buffer.from(text);
  // A truncated body lacks a byte at least.
  const part = truncate === undefined ? body : body.subarray(0, Math.min(truncate, body.length - 1));
  const isBroken = truncate !== undefined && (drop !== undefined || delay > 0);
  // A part that ends properly passes for the whole body; one that breaks off does not.
  const length = { 'Content-Length': isBroken ? body.length : part.length };
  response.writeHead(status, { ...headers, ...(!bodiless.includes(status) && length) });
  if (!isBroken) {
    response.end(part);
    return;
  }
  await new Promise((resolve) => response.write(part, resolve));
  await pass(fault, response);
  if (drop || delay === Number.POSITIVE_INFINITY) response.destroy();
  else response.end(body.subarray(part.length));
}

/** Waits without keeping the process running, until the caller leaves or the faults are cleared at the latest. */
async function pass({ delay, cleared }: Fault, response: ServerResponse): Promise<void> {
  if (delay <= 0 || response.destroyed || cleared.aborted) return;
  // Otherwise the server would cut the idle connection. The next request brings the limit back.
  (response.req.socket as Partial<Socket>).setTimeout?.(0);
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      response.off('close', end);
      cleared.removeEventListener('abort', end);
      resolve();
    };
    const timer = delay === Number.POSITIVE_INFINITY ? undefined : setTimeout(end, delay).unref();
    response.once('close', end);
    cleared.addEventListener('abort', end);
  });
}
