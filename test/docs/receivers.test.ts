import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { docsPath } from '../../src/contract/document.js';
import { fencesIn, runProgram } from '../support/fences.js';
import { codeBelow } from '../support/readme.js';

const secrets = { stripe: 'whsec_test', chargefy: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

const shown: readonly (readonly [DialectName, string, string])[] = [
  ['stripe', 'CLIENT', 'constructEvent'],
  ['chargefy', 'CLIENT', 'unwrapEvent'],
  ['stripe', 'stripe-guide', 'constructEvent'],
  ['chargefy', 'chargefy-guide', 'unwrapEvent'],
  ['chargefy', 'chargefy-guide.pt', 'unwrapEvent'],
];

/** The only block of a text that receives events with a function. */
function receiverIn(text: string, name: string): string {
  const codes =
    text === 'CLIENT'
      ? codeBelow('Events you receive')
      : fencesIn(readFileSync(docsPath(`${text}.md`), 'utf8')).map(({ code }) => code);
  const receivers = codes.filter((code) => code.includes(`import { ${name} }`) && code.includes('function receive'));
  expect(receivers).toHaveLength(1);
  return receivers[0] ?? '';
}

/** A program that gives a receiver two deliveries by the reference: one with its own secret, one with another. */
function deliverTo(receiver: string, dialect: DialectName): string {
  const other = `${secrets[dialect].slice(0, -1)}x`;
  return `${receiver}
import { startReference } from 'payment-intent-contract/reference';
const reference = await startReference('${dialect}');
const statuses = {};
const receiverWith = (name, secret) => async (request) => {
  const response = await receive(request, secret);
  statuses[name] = response.status;
  return response;
};
const secret = '${secrets[dialect]}';
await reference.webhooks.add(receiverWith('right', secret), { secret });
await reference.webhooks.add(receiverWith('wrong', '${other}'), { secret });
const { id } = await reference.createIntent({ status: 'requires_capture' });
const path = '${dialect === 'stripe' ? '/v1/payment_intents/' : '/v1/payment-intents/'}' + id + '/cancel';
const headers = { Authorization: 'Bearer ' + reference.keys.secret };
await reference.fetch('http://vendor' + path, { method: 'POST', headers });
await reference.clock.advance('1s');
console.log(JSON.stringify(statuses));
await reference.close();`;
}

describe.each(shown)('the receiver of %s that %s shows with %s', (dialect, text, name) => {
  it('takes an event, says what was canceled, and refuses a signature by another secret', async () => {
    const lines = (await runProgram(deliverTo(receiverIn(text, name), dialect))).trim().split('\n');

    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(text === 'CLIENT' ? /^(\d{10}|\d{4}-.*Z)$/ : /^pi_\w+ canceled$/);
    expect(JSON.parse(lines[1] ?? '')).toEqual({ right: 200, wrong: 400 });
  });
});
