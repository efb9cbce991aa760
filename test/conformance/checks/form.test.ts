import { expect, it } from 'vitest';
import { writeForm, writeJson } from '../../../src/conformance/checks/stripe/form.js';

const parameters = [
  ['cancellation_reason', 'a b&c'],
  ['amount_to_capture', 1000],
  ['expand[]', 'customer'],
  ['expand[1]', 'latest_charge'],
  ['metadata[order]', 'one'],
  ['metadata[color]', 'red'],
] as const;

it('parameters are written as a form, with names as they are', () => {
  expect(writeForm(parameters)).toEqual({
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'cancellation_reason=a%20b%26c&amount_to_capture=1000&expand[]=customer&expand[1]=latest_charge&metadata[order]=one&metadata[color]=red',
  });
});

it('the same parameters are written as JSON, with lists, objects and numbers', () => {
  const { headers, body } = writeJson(parameters);
  expect(headers).toEqual({ 'Content-Type': 'application/json' });
  expect(JSON.parse(String(body))).toEqual({
    cancellation_reason: 'a b&c',
    amount_to_capture: 1000,
    expand: ['customer', 'latest_charge'],
    metadata: { order: 'one', color: 'red' },
  });
});
