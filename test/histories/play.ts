import { isDeepStrictEqual } from 'node:util';
import type { DialectName } from '../../src/contract/dialect.js';
import { spoken } from '../support/calls.js';
import type { Answer, Json } from './answers.js';
import { createListener, expectTold, lookAt } from './events.js';
import type { History } from './history.js';
import { type Line, openLine, type Servers, type Way } from './lines.js';
import { keyOf, step } from './model.js';
import { createNames } from './names.js';
import { rules } from './rules.js';
import { empty, type Sent, type State } from './State.js';
import { createWitness } from './witness.js';
import { written } from './written.js';

/** Plays a history on intents and keys that no other one has. Throws when the answers are not those of the model. */
export type Play = (history: History) => Promise<void>;

/** A player on lines of its own, as many as requests can be at the same time. */
export async function openPlayer(dialect: DialectName, servers: Servers, way: Way): Promise<Play> {
  const lines = await Promise.all([0, 1, 2].map((index) => openLine[way](servers, index)));
  const { key, keyOfOtherMode, keyOfOtherOrganization } = spoken[dialect];
  const listeners = [key, keyOfOtherMode, keyOfOtherOrganization].map((own) =>
    createListener((path) => (lines[0] as Line)(lookAt(path, own))),
  );
  let count = 0;
  return async (history) => {
    count += 1;
    const run = `${count}`;
    const names = createNames(run);
    const witness = createWitness();
    let states: readonly State[] = [empty];

    async function play(group: readonly Sent[]): Promise<void> {
      const now = await servers.tick();
      const answers = await Promise.all(
        group.map((request, index) => (lines[index] as Line)(written(dialect, request, run))),
      );
      for (const [index, request] of group.entries()) names.learn(request, answers[index] as Answer);
      witness.see(group, answers);
      states = explain(dialect, states, group, answers, now);
    }

    for (const group of history) await play(group.map(names.resolve));
    // So that no change remains unseen.
    for (const looks of names.intents()) await play(looks);
    if (!rules[dialect].whole) return;
    for (const look of names.charges()) await play([look]);
    witness.end();
    const told: (readonly Json[])[] = [];
    for (const read of listeners) told.push(await read());
    const problems = states.map((state) => expectTold(state, told));
    if (!problems.includes(undefined)) throw new Error(`nothing explains the events:\n${problems.join('\n')}`);
  };
}

/** The states in which the server can be, by any order of requests that explains their answers. */
function explain(
  dialect: DialectName,
  states: readonly State[],
  group: readonly Sent[],
  answers: readonly Answer[],
  now: number,
): readonly State[] {
  const found: State[] = [];
  const problems = new Set<string>();
  for (const order of orders(group.map((_, index) => index))) {
    for (const state of states) {
      const end = order.reduce<State | string>((before, index) => {
        if (typeof before === 'string') return before;
        const request = group[index] as Sent;
        const key = keyOf(request);
        const contended = group.some((other) => other !== request && keyOf(other) === key);
        const next = step(rules[dialect], before, request, answers[index] as Answer, { now, contended });
        return typeof next === 'string' ? `${JSON.stringify(request)}: ${next}` : next;
      }, state);
      if (typeof end === 'string') problems.add(end);
      else if (!found.some((state) => isDeepStrictEqual(state, end))) found.push(end);
    }
  }
  if (found.length === 0)
    throw new Error(`nothing explains the answers to ${JSON.stringify(group)}:\n${[...problems].join('\n')}`);
  return found;
}

function orders(indexes: readonly number[]): number[][] {
  if (indexes.length < 2) return [[...indexes]];
  return indexes.flatMap((first) => orders(indexes.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}
