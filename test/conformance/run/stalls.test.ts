import { expect, it } from 'vitest';
import { createStalls } from '../../../src/conformance/run/stalls.js';

const stall = new Error('none in time');

it('an adapter is not asked again after two stalls, and the error of the last is repeated', () => {
  const stalls = createStalls();
  stalls.begin().stalled(new Error('the first'));
  stalls.begin().stalled(stall);
  expect(() => stalls.begin()).toThrow(stall);
});

it('stalls at the same time count as one', () => {
  const stalls = createStalls();
  const together = [stalls.begin(), stalls.begin(), stalls.begin()];
  for (const attempt of together) attempt.stalled(stall);
  expect(() => stalls.begin()).not.toThrow();
});

it('an answer between two stalls makes the second the first', () => {
  const stalls = createStalls();
  stalls.begin().stalled(stall);
  stalls.begin().answered();
  stalls.begin().stalled(stall);
  expect(() => stalls.begin()).not.toThrow();
});
