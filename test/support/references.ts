import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Reference } from '../../src/reference/Reference.js';

/** The entry `payment-intent-contract/reference` as users get it. It has to be built first. */
export async function builtReference(): Promise<typeof import('../../src/reference/startReference.js')> {
  return import(new URL('../../dist/src/reference/startReference.js', import.meta.url).href);
}

/** Makes a hold and cancels it by the reference's own `fetch`. Throws unless it is canceled. */
export async function cancelHold({ createIntent, fetch, keys }: Reference<'stripe'>): Promise<void> {
  const { id } = await createIntent({ status: 'requires_capture' });
  const answer = await fetch(`https://api.stripe.com/v1/payment_intents/${id}/cancel`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${keys.secret}` },
  });
  const { status } = (await answer.json()) as { status?: string };
  if (status !== 'canceled') throw new Error(`answered ${answer.status}`);
}

/** What a program sends from a process of its own, where it can call `gc`. The process has to end by itself. */
export async function sentBy<Result>(program: string, args: readonly string[] = []): Promise<Result> {
  const child = fork(program, args, { execArgv: ['--expose-gc', '--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${program} ended with ${code}`);
  });
  const [result] = await Promise.race([once(child, 'message'), ended]);
  return result as Result;
}

/** Starts references and closes them, one after the other, with a cancel in each. */
export function startAndClose(rounds: number): Promise<InUse[]> {
  return sentBy(fileURLToPath(new URL('startAndClose.ts', import.meta.url)), [String(rounds)]);
}

/** What a process has in use after a round, when everything has been collected that can be. */
export interface InUse {
  readonly round: number;
  /** Bytes of V8's heap and of buffers, without the code that V8 goes on compiling for thousands of rounds. */
  readonly heap: number;
  /** Sorts of timers, sockets and files that are open. */
  readonly resources: readonly string[];
}
