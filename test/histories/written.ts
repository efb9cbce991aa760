import type { DialectName } from '../../src/contract/dialect.js';
import { spoken } from '../support/calls.js';
import type { Method } from './history.js';
import type { Message } from './lines.js';
import type { Sent } from './State.js';

/** The vendor's names of payment methods for tests. */
const names: Readonly<Record<Method, string>> = {
  succeeds: 'pm_card_visa',
  declined: 'pm_card_chargeDeclined',
  challenged: 'pm_card_authenticationRequired',
  debit: 'pm_usBankAccount_success',
};

/**
 * A request as it goes over the wire.
 *
 * @param run tells the keys of one history from those of others.
 */
export function written(dialect: DialectName, request: Sent, run: string): Message {
  const { key, keyOfOtherMode, keyOfOtherOrganization, mediaType } = spoken[dialect];
  const { method, path, body = '' } = pathAndBody(dialect, request);
  const headers = {
    Authorization: `Bearer ${[key, keyOfOtherMode, keyOfOtherOrganization][request.caller]}`,
    ...(body !== '' && { 'Content-Type': mediaType }),
    ...('key' in request && request.key !== null && { 'Idempotency-Key': `${run} ${request.key}` }),
  };
  return { method, path, headers, body };
}

function pathAndBody(dialect: DialectName, request: Sent): { method: string; path: string; body?: string } {
  const { path: root, reason } = spoken[dialect];
  const path = `${root}/${request.id}`;
  const method = 'POST';
  switch (request.operation) {
    case 'fixture': {
      const { id, status, amount, received, inCheckout, session } = request;
      const held = status === 'requires_capture' && { amount_received: received };
      const owned = inCheckout && { checkout_session: session };
      // Without them, an intent of a fixture takes cards only.
      const types = dialect === 'stripe' && { payment_method_types: ['card', 'us_bank_account'] };
      const body = JSON.stringify({ id, status, amount, ...held, ...owned, ...types });
      return { method, path: '/_fixtures/payment_intents', body };
    }
    case 'create': {
      const { amount, manual, confirm } = request;
      const automatic = 'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';
      const body = form({
        amount,
        currency: 'usd',
        capture_method: manual ? 'manual' : null,
        payment_method: request.method && names[request.method],
        confirm: confirm ? 'true' : null,
      });
      return { method, path: root, body: `${body}&${automatic}` };
    }
    case 'update': {
      const { amount, order } = request;
      const payment_method = request.method && names[request.method];
      return { method, path, body: form({ amount, payment_method, 'metadata[order]': order }) };
    }
    case 'confirm':
      return {
        method,
        path: `${path}/confirm`,
        body: form({ payment_method: request.method && names[request.method] }),
      };
    case 'capture':
      return { method, path: `${path}/capture`, body: form({ amount_to_capture: request.amount }) };
    case 'cancel':
      return { method, path: `${path}/cancel`, body: request.reason === null ? '' : reason(request.reason) };
    case 'expireHold':
      return { method, path: `/v1/test_helpers/charges/${request.charge}/expire` };
    case 'expireSession':
      return { method, path: `/v1/checkout/sessions/${request.session}/expire` };
    case 'retrieve':
      return { method: 'GET', path };
    case 'retrieveCharge':
      return { method: 'GET', path: `/v1/charges/${request.charge}` };
  }
}

/** What is null is not sent. */
function form(parameters: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return given.map(([name, value]) => `${name}=${value}`).join('&');
}
