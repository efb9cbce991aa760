import type { FaultDeclaration } from '../../src/contract/control.js';
import type { DialectName } from '../../src/contract/dialect.js';

/** What goes wrong with a request, whichever it is. */
type Spoiling = Omit<FaultDeclaration, 'on' | 'id' | 'times'>;

/** What goes wrong with a cancel in the words of one dialect, and not so with a retrieve. Absent where it can't happen. */
type OfCancels = { readonly [Dialect in DialectName]?: Spoiling } & { readonly retrieve: Spoiling };

/** The intent that a fault happens to. */
export const intent = { id: 'pi_mine', status: 'requires_capture' } as const;

const html = { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Bad gateway</title>' };
const noRetry = { 'Stripe-Should-Retry': 'false' };
const conflict = { error: { type: 'invalid_request_error', message: 'The intent is in use.' } };

/** What a network and a server do to a request, by name. "After the cancel" means that the cancel was carried out. */
const faults: Readonly<Record<string, Spoiling | OfCancels>> = {
  'connection lost before the cancel': { drop: 'before' },
  'connection lost after the cancel': { when: 'after_commit', drop: 'after_commit' },
  'connection lost amid the answer': { when: 'after_commit', truncate: 100, drop: 'after_commit' },
  'slow answer': { when: 'after_commit', delay: 50 },
  'no answer': { when: 'instead', delay: 'forever' },
  'half an answer, then silence': { when: 'after_commit', truncate: 100, delay: 'forever' },
  '200 after the cancel, cut off': { when: 'after_commit', truncate: 100 },
  '200 after the cancel, empty': { when: 'after_commit', answer: { status: 200 } },
  '200 after the cancel, HTML': { when: 'after_commit', answer: { status: 200, ...html } },
  '200 after the cancel, null': { when: 'after_commit', answer: { status: 200, body: null } },
  '200 after the cancel, {}': { when: 'after_commit', answer: { status: 200, body: {} } },
  '204 after the cancel': { when: 'after_commit', answer: { status: 204 } },
  '200 without a cancel': { answer: { status: 200, body: { object: 'payment_intent', ...intent } } },
  '200 with an error in it': {
    answer: { status: 200, body: { error: { type: 'api_error', message: 'An unknown error occurred' } } },
  },
  '302 elsewhere': { answer: { status: 302, headers: { Location: '/elsewhere' } } },
  '307 without a place': { answer: { status: 307 } },
  '400 {}': { answer: { status: 400, body: {} } },
  '400, the error a string': {
    answer: { status: 400, body: { error: 'invalid_request', error_description: 'No.' } },
  },
  '401, wrong key': { answer: 'InvalidApiKey' },
  '403, HTML': { answer: { status: 403, ...html } },
  '404, unknown id': { answer: 'UnknownId' },
  '404 {}': { answer: { status: 404, body: {} } },
  '404 of another address': {
    answer: { status: 404, body: { error: { type: 'invalid_request_error', message: 'Unrecognized URL' } } },
  },
  '404, HTML': { answer: { status: 404, ...html } },
  '409 of the document': {
    stripe: { answer: 'IdempotencyKeyInUse' },
    chargefy: { answer: 'AlreadyCanceled' },
    retrieve: { answer: { status: 409, body: conflict } },
  },
  '409, no retry': {
    stripe: { answer: { example: 'IdempotencyKeyInUse', headers: noRetry } },
    chargefy: { answer: { example: 'AlreadyCanceled', headers: noRetry } },
    retrieve: { answer: { status: 409, headers: noRetry, body: conflict } },
  },
  '418, JSON': { answer: { status: 418, body: { error: { type: 'teapot', message: 'Short and stout' } } } },
  '429 of the document': { answer: 'RateLimited' },
  '429 without advice': {
    answer: { status: 429, body: { error: { type: 'api_error', message: 'Too many requests' } } },
  },
  '429, Retry-After: 0': { answer: { example: 'RateLimited', headers: { 'Retry-After': '0' } } },
  '429, Retry-After: 3600': { answer: { example: 'RateLimited', headers: { 'Retry-After': '3600' } } },
  '500 of the document': { answer: 'InternalError' },
  '500, no retry': { answer: { example: 'InternalError', headers: noRetry } },
  // Chargefy has no idempotency keys, and a retrieve takes none.
  '500 that is kept for the key': { stripe: { when: 'kept' }, retrieve: { answer: 'InternalError' } },
  '500 after the cancel': { when: 'after_commit', answer: 'InternalError' },
  '502, HTML': { answer: { status: 502, ...html } },
  '503 of the document': { answer: 'TemporarilyUnavailable' },
  '503, empty': { answer: { status: 503 } },
};

export const faultNames: readonly string[] = Object.keys(faults);

const ofCancel = (spoiling: Spoiling): FaultDeclaration => ({ on: 'cancelPaymentIntent', ...spoiling });
const ofRetrieve = (spoiling: Spoiling): FaultDeclaration => ({ on: 'retrievePaymentIntent', ...spoiling });

/** A fault as it is declared for one cancel, and for one retrieve. */
export interface DeclaredFault {
  readonly cancel: FaultDeclaration;
  readonly retrieve: FaultDeclaration;
}

/** @returns undefined where the dialect can't have it. */
export function declaredFault(name: string, dialect: DialectName): DeclaredFault | undefined {
  const fault = faultNamed(name);
  if (!('retrieve' in fault)) return { cancel: ofCancel(fault), retrieve: ofRetrieve(fault) };
  const cancel = fault[dialect];
  return cancel && { cancel: ofCancel(cancel), retrieve: ofRetrieve(fault.retrieve) };
}

/** Each declaration of a fault, with the dialect or the operation that it is only for; null where it is for all. */
export function formsOf(name: string): (readonly [only: string | null, FaultDeclaration])[] {
  const fault = faultNamed(name);
  if (!('retrieve' in fault)) return [[null, ofCancel(fault)]];
  const { retrieve, ...dialects } = fault;
  const cancels = Object.entries(dialects).map(([dialect, spoiling]) => [dialect, ofCancel(spoiling)] as const);
  return [...cancels, ['retrieve', ofRetrieve(retrieve)]];
}

function faultNamed(name: string): Spoiling | OfCancels {
  const fault = faults[name];
  if (!fault) throw new Error(`there is no fault ${name}`);
  return fault;
}

/** The times of a fault that never ends. */
export const always = 1_000_000;
