import fc from 'fast-check';
import type { DialectName } from '../../src/contract/dialect.js';
import type { Reference } from '../support/reference.js';
import { type History, histories } from './history.js';
import type { Servers, Way } from './lines.js';
import { openPlayer } from './play.js';
import { rules } from './rules.js';

/**
 * Plays random histories on servers that have seen none yet. Rejects with the smallest one found that they get wrong, and
 * with the seed and the path that, given as options, play that one again.
 */
export async function playHistories(
  dialect: DialectName,
  servers: Servers,
  way: Way,
  count: number,
  options: fc.Parameters<[History]> = {},
): Promise<void> {
  const { statuses, whole } = rules[dialect];
  const play = await openPlayer(dialect, servers, way);
  await fc.assert(fc.asyncProperty(histories(statuses, whole), play), { numRuns: count, ...options });
}

/** A reference as the one server that histories are played on. */
export function alone(reference: Reference): Servers {
  return {
    urls: [reference.url],
    fetch: reference.fetch,
    async tick() {
      reference.now += 1;
      return reference.now;
    },
  };
}
