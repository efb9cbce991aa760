import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  /** One cancel for each, sent in this order. */
  readonly ids: readonly string[];
  /** Makes the idempotency keys of this run its own; without it there are no keys. */
  readonly keys?: string;
  readonly connections?: number;
}

/** A POST. */
export interface Call {
  readonly path: string;
  readonly body?: string;
  readonly key?: string;
}

export interface Calls {
  readonly url: string;
  /** Sent in this order, each once. */
  readonly calls: readonly Call[];
  readonly connections?: number;
  /** Gets the body of every answer, in the order in which they come. */
  readonly onBody?: (body: string) => void;
}

export interface Measured {
  /** Answers a second. */
  readonly throughput: number;
  /** Milliseconds. */
  readonly p50: number;
  /** When the last answer came, by `performance.now()`. The client itself may take a second more to end. */
  readonly finished: number;
}

const headers = {
  Authorization: 'Bearer sk_test_reference',
  'Content-Type': 'application/x-www-form-urlencoded',
};

/** Cancels intents as fast as they are answered. Throws unless every one was answered with 200. */
export function cancelAll({ url, ids, keys, connections }: Load): Promise<Measured> {
  const calls = ids.map((id) => ({
    path: `/v1/payment_intents/${id}/cancel`,
    body: 'cancellation_reason=duplicate',
    ...(keys !== undefined && { key: `${keys} ${id}` }),
  }));
  return sendAll({ url, calls, ...(connections && { connections }) });
}

/** Sends calls as fast as they are answered. Throws unless every one succeeded. */
export async function sendAll({ url, calls, connections = 64, onBody }: Calls): Promise<Measured> {
  let next = 0;
  const latencies: number[] = [];
  const start = performance.now();
  let last = start;
  const { '2xx': answered } = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        amount: calls.length,
        requests: [
          {
            method: 'POST',
            headers,
            setupRequest: (request) => {
              const { path, body, key } = calls[next++ % calls.length] as Call;
              const own = key === undefined ? headers : { ...headers, 'Idempotency-Key': key };
              return { ...request, path, body, headers: own };
            },
            ...(onBody && { onResponse: (_status, body) => onBody(body) }),
          },
        ],
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    instance.on('response', (_client, _status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      last = performance.now();
    });
  });
  if (answered !== calls.length) throw new Error(`${url} answered ${answered} of ${calls.length} with success`);
  return {
    throughput: (1000 * answered) / (last - start),
    finished: last,
    p50: latencies.sort((a, b) => a - b)[latencies.length >> 1] ?? 0,
  };
}
