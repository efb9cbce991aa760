import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { idIn } from './intents.js';
import type { Mutate } from './Mutant.js';

/** Milliseconds between two looks. */
const pause = 5;

/**
 * A cancel wins every race for an intent: captures and confirms wait until none of it is under way. The first connection that the
 * kit opens for a race is that of a cancel.
 */
export function cancelsWin(): ReturnType<Mutate> {
  const underWay = new Map<string, number>();
  const count = (id: string, more: number) => underWay.set(id, (underWay.get(id) ?? 0) + more);

  return {
    async front(request, response, next) {
      const { method, url = '' } = request;
      const [, asked] = /\/(cancel|capture|confirm)$/.exec(url) ?? [];
      if (method !== 'POST' || asked === undefined) return next();
      const id = idIn(url);
      if (asked === 'cancel') {
        count(id, 1);
        response.once('close', () => count(id, -1));
        return next();
      }
      while (isArriving(request) || underWay.get(id)) await setTimeout(pause);
      next();
    },
  };
}

/** Of a large body no more arrives until it is read, and nothing after the caller has gone. */
function isArriving(request: IncomingMessage): boolean {
  const { complete, destroyed, readableLength, readableHighWaterMark } = request;
  return !complete && !destroyed && readableLength < readableHighWaterMark;
}
