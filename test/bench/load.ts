import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  /** One cancel for each, sent in this order. */
  readonly ids: readonly string[];
  /** Makes the idempotency keys of this run its own; without it there are no keys. */
  readonly keys?: string;
  readonly connections?: number;
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
export async function cancelAll({ url, ids, keys, connections = 64 }: Load): Promise<Measured> {
  let next = 0;
  const latencies: number[] = [];
  const start = performance.now();
  let last = start;
  const { '2xx': answered } = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        amount: ids.length,
        requests: [
          {
            method: 'POST',
            headers,
            body: 'cancellation_reason=duplicate',
            setupRequest: (request) => {
              const id = ids[next++ % ids.length];
              const own = keys === undefined ? headers : { ...headers, 'Idempotency-Key': `${keys} ${id}` };
              return { ...request, path: `/v1/payment_intents/${id}/cancel`, headers: own };
            },
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
  if (answered !== ids.length) throw new Error(`${url} answered ${answered} of ${ids.length} with 200`);
  return {
    throughput: (1000 * answered) / (last - start),
    finished: last,
    p50: latencies.sort((a, b) => a - b)[latencies.length >> 1] ?? 0,
  };
}
