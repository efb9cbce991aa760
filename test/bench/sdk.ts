import Stripe from 'stripe';
import { builtReference } from '../support/references.js';
import { sdk as sdkOf } from '../support/sdk.js';
import { median, print } from './figures.js';
import { startPrism } from './processes.js';
import { type Times, timeKinds, timesOf } from './times.js';

const rounds = 5;
const warmUp = 1;
const perRound = 50;
/** Prism takes about a second for each. */
const perRoundOfPrism = 4;

interface Sample {
  readonly inProcess: Times;
  readonly loopback: Times;
  /** Over loopback by the SDK's other client, which uses node:http. */
  readonly byNode: Times;
  readonly prism: Times;
}

/**
 * The official SDK's cancel of a reference in this process and of the same over loopback, both by the SDK's client that uses
 * `fetch`; over loopback by its client that uses node:http; and of Prism's example.
 */
export async function sdk(): Promise<void> {
  const { startReference } = await builtReference();
  await using reference = await startReference('stripe');
  const mock = await startPrism();
  const url = await reference.listen();
  const { hostname: host, port } = new URL(url);
  const byFetch = (fetch?: typeof globalThis.fetch) =>
    new Stripe(reference.keys.secret, {
      host,
      port,
      protocol: 'http',
      httpClient: Stripe.createFetchHttpClient(fetch),
      telemetry: false,
    });
  const inProcess = byFetch(reference.fetch);
  const overLoopback = byFetch();
  const byNode = sdkOf({ url });
  const prism = sdkOf({ url: mock.url });
  const measure = async (stripe: Stripe, cancels = perRound): Promise<Times> => {
    const ids: string[] = [];
    while (ids.length < cancels) ids.push((await reference.createIntent({ status: 'requires_capture' })).id);
    const before = mock.processorTime();
    const { wall, processor } = await timesOf(() => cancelAll(stripe, ids));
    const elsewhere = 1000 * (mock.processorTime() - before);
    return { wall: wall / cancels, processor: (processor + elsewhere) / cancels };
  };

  const results: Sample[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const result = {
      inProcess: await measure(inProcess),
      loopback: await measure(overLoopback),
      byNode: await measure(byNode),
      prism: await measure(prism, perRoundOfPrism),
    };
    if (round >= warmUp) results.push(result);
  }
  await mock.stop();

  for (const kind of timeKinds) {
    const of = (side: keyof Sample) => median(results.map((result) => result[side][kind]));
    const ratio = (other: keyof Sample) =>
      median(results.map((result) => result.inProcess[kind] / result[other][kind]));
    print({ what: `${kind} time of a cancel: in process`, value: of('inProcess'), unit: 'ms' });
    print({ what: `${kind} time of a cancel: over loopback`, value: of('loopback'), unit: 'ms' });
    print({ what: `${kind} time of a cancel: over loopback, node:http`, value: of('byNode'), unit: 'ms' });
    print({ what: `${kind} time of a cancel: Prism`, value: of('prism'), unit: 'ms' });
    print({ what: `${kind} time, in process / over loopback`, value: ratio('loopback'), goal: 'under 1' });
    print({ what: `${kind} time, in process / over loopback, node:http`, value: ratio('byNode') });
    print({ what: `${kind} time, in process / Prism`, value: ratio('prism') });
  }
}

/** Cancels one after the other. */
async function cancelAll(stripe: Stripe, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { status } = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' });
    // That of Prism's example as well.
    if (status !== 'canceled') throw new Error(`answered ${status}`);
  }
}
