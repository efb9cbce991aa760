import type { IncomingHttpHeaders } from 'node:http';
import type { DialectName } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

export interface VendorAnswer {
  readonly status: number;
  readonly body: object;
}

/** A vendor as far as a client that recovers from a fault can tell: one intent, its state error, and Stripe's memory. */
export interface Vendor {
  readonly id: string;
  /** What the intent is, whatever anybody was told. */
  status(): string;
  execute(request: { readonly method: string; readonly headers: IncomingHttpHeaders }): VendorAnswer;
  /** Answers so whenever this key comes again. Without a key, and at Chargefy, nothing is kept. */
  keep(headers: IncomingHttpHeaders, answer: VendorAnswer): void;
}

export function createVendor(dialect: DialectName, status: string): Vendor {
  const intent = { ...(exampleOf(dialect, 'WaitingForPaymentMethod') as { id: string }), status };
  const answered = new Map<unknown, VendorAnswer>();

  const cancel = (): VendorAnswer => {
    if (intent.status !== 'canceled' && intent.status !== 'succeeded') {
      intent.status = 'canceled';
      return { status: 200, body: { ...intent } };
    }
    const refusal = exampleOf(dialect, intent.status === 'canceled' ? 'AlreadyCanceled' : 'AlreadySucceeded');
    if (dialect === 'chargefy') return { status: 409, body: refusal };
    const { error } = refusal as { error: object };
    return { status: 400, body: { error: { ...error, payment_intent: { ...intent } } } };
  };

  const keep = ({ 'idempotency-key': key }: IncomingHttpHeaders, answer: VendorAnswer) => {
    if (dialect === 'stripe' && key !== undefined) answered.set(key, answer);
    return answer;
  };

  return {
    id: intent.id,
    status: () => intent.status,
    execute: ({ method, headers }) =>
      method === 'GET'
        ? { status: 200, body: { ...intent } }
        : (answered.get(headers['idempotency-key']) ?? keep(headers, cancel())),
    keep,
  };
}

/** An example of the dialect's document, by name. */
export function exampleOf(dialect: DialectName, name: string): object {
  const example = loadDocument(dialect).components.examples?.[name] as { value: object } | undefined;
  if (!example) throw new Error(`the ${dialect} document has no example ${name}`);
  return example.value;
}
