import { expect, it } from 'vitest';
import { documented } from '../support/documented.js';

const { at } = documented('stripe');

it.each([
  '/components/parameters/Expand',
  '/components/requestBodies/CancelPaymentIntent',
  '/components/requestBodies/CapturePaymentIntent',
])('%s says how an array is written, which generators of clients do not agree on', (place) => {
  const { description = '' } = at(place) as { description?: string };
  const text = description.replaceAll(/\s+/g, ' ');

  expect(text).toMatch(/written `expand\[\]=\w+` or `expand\[0\]=\w+`/);
  expect(text).toMatch(/generators write often (send|do)/);
});
