import fc from 'fast-check';
import type { Reference } from '../support/reference.js';
import { type History, histories } from './history.js';
import { rules } from './model.js';
import { openPlayer, type Way } from './play.js';

/**
 * Plays random histories on a server that has seen none yet. Rejects with the smallest one found that it gets wrong, and
 * with the seed and the path that, given as options, play that one again.
 */
export async function playHistories(
  reference: Reference,
  way: Way,
  count: number,
  options: fc.Parameters<[History]> = {},
): Promise<void> {
  const { statuses, canCapture } = rules[reference.dialect.name];
  const play = await openPlayer(reference, way);
  await fc.assert(fc.asyncProperty(histories(statuses, canCapture), play), { numRuns: count, ...options });
}
