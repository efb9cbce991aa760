/** Where rows stand among those of the same second. */

import { machineTime } from '../domain/time.js';

let lastPosition = 0;

/** Greater than any before; of several processes, as far as their clocks agree. */
export function nextPosition(): number {
  lastPosition = Math.max(lastPosition + 1, machineTime() * 1000);
  return lastPosition;
}
