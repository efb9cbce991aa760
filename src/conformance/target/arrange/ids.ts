import { CannotRun } from '../CannotRun.js';
import { type Arrange, Unarranged } from '../Target.js';

/**
 * Arranges by taking ids of existing intents from lists, each id once, in order.
 *
 * @param lists has the ids by status, such as `{ "requires_capture": ["pi_1", "pi_2"] }`.
 * @param ownKey is the key that owns them all; intents of other keys can't be arranged.
 * @throws CannotRun when `lists` has another form or an id occurs twice.
 */
export function arrangeByIds(lists: unknown, ownKey: string): Arrange {
  const left = read(lists);
  const arrange: Arrange = async ({ status, key, options }) => {
    if (key !== ownKey)
      throw new Unarranged('the ids belong to --key; for intents of another key, use a module (see --arrange)');
    const wishes = Object.keys(options);
    if (wishes.length > 0) throw new Unarranged(`ids can't ask for ${wishes.join(', ')}; use a module (see --arrange)`);
    const ids = left.get(status) ?? [];
    const id = ids.shift();
    if (id === undefined) throw new Unarranged(`no id of an intent in ${status} is left; add one to the file`);
    return { id, giveBack: () => void ids.unshift(id) };
  };
  return Object.assign(arrange, { way: 'ids' });
}

function read(lists: unknown): Map<string, string[]> {
  if (typeof lists !== 'object' || lists === null || Array.isArray(lists)) {
    throw new CannotRun('The ids must be an object from status to a list of ids.');
  }
  const seen = new Set<string>();
  const readList = ([status, ids]: [string, unknown]): [string, string[]] => {
    if (!isListOfIds(ids)) throw new CannotRun(`The ids of ${status} must be a list of ids.`);
    for (const id of ids) {
      if (seen.has(id)) throw new CannotRun(`The id ${id} is listed twice; remove one, because each can be used once.`);
      seen.add(id);
    }
    return [status, [...ids]];
  };
  return new Map(Object.entries(lists).map(readList));
}

function isListOfIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((id) => typeof id === 'string' && id !== '');
}
