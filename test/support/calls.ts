import type { DialectName } from '../../src/contract/dialect.js';
import type { Reference } from './reference.js';

/** How a request is spoken to each server; the key is the one that owns what `arrange` makes. */
export const spoken = {
  stripe: {
    path: '/v1/payment_intents',
    key: 'sk_test_reference',
    keyOfOtherMode: 'sk_live_reference',
    keyOfOtherOrganization: 'sk_test_other',
    mediaType: 'application/x-www-form-urlencoded',
    reason: (reason: string) => `cancellation_reason=${reason}`,
  },
  chargefy: {
    path: '/v1/payment-intents',
    key: 'ch_test_reference',
    keyOfOtherMode: 'ch_live_reference',
    keyOfOtherOrganization: 'ch_test_other',
    mediaType: 'application/json',
    reason: (reason: string) => JSON.stringify({ cancellation_reason: reason }),
  },
} as const satisfies Record<DialectName, object>;

export interface CallOptions {
  readonly method?: string;
  /** Null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with the dialect's media type, unless `headers` name another. */
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Sends one request and reads the JSON it answers. */
export async function call({ url, dialect }: Reference, path: string, options: CallOptions = {}): Promise<Answer> {
  const { key, mediaType } = spoken[dialect.name];
  const secret = options.key === undefined ? key : options.key;
  const response = await fetch(url + path, {
    method: options.method ?? 'GET',
    headers: {
      ...(secret !== null && { Authorization: `Bearer ${secret}` }),
      ...(options.body !== undefined && { 'Content-Type': mediaType }),
      ...options.headers,
    },
    body: options.body ?? null,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

export function cancel(reference: Reference, id: string, options: CallOptions = {}): Promise<Answer> {
  return call(reference, `${spoken[reference.dialect.name].path}/${id}/cancel`, { method: 'POST', ...options });
}

/** @param query as it stands behind the path, question mark included. */
export function retrieve(reference: Reference, id: string, query = '', options: CallOptions = {}): Promise<Answer> {
  return call(reference, `${spoken[reference.dialect.name].path}/${id}${query}`, options);
}
