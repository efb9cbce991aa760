import { randomUUID } from 'node:crypto';

/** Letters and digits of an id after its prefix, and how many of them an event has from the id of its object at most. */
const length = 24;
const shared = 16;

/** The id of a new event: `evt_`, letters and digits that its object's id has as well, and some of its own. */
export function newEventId(object: string): string {
  const common = object
    .replace(/^[a-z]+_/, '')
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(0, shared);
  // Node draws the bytes of many at once.
  const own = randomUUID().replaceAll('-', '');
  return `evt_${common}${own.slice(0, length - common.length)}`;
}
