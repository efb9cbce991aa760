import Stripe from 'stripe';
import { builtReference } from '../support/references.js';
import { sdk as sdkOf } from '../support/sdk.js';
import { median, print } from './figures.js';
import { startPrism } from './processes.js';
import { type Times, timeKinds, timesOf } from './times.js';

const rounds = 5;
const warmUp = 1;
const perRound = 50;

/** The official SDK's cancel of a reference in this process, without a port and over loopback, and of Prism's example. */
export async function sdk(): Promise<void> {
  const { startReference } = await builtReference();
  await using reference = await startReference('stripe');
  const mock = await startPrism();
  const overLoopback = sdkOf({ url: await reference.listen() });
  const httpClient = Stripe.createFetchHttpClient(reference.fetch);
  const inProcess = new Stripe(reference.keys.secret, { httpClient, telemetry: false });
  const prism = sdkOf({ url: mock.url });
  const measure = async (stripe: Stripe): Promise<Times> => {
    const ids: string[] = [];
    while (ids.length < perRound) ids.push((await reference.createIntent({ status: 'requires_capture' })).id);
    const before = mock.processorTime();
    const { wall, processor } = await timesOf(() => cancelAll(stripe, ids));
    const elsewhere = 1000 * (mock.processorTime() - before);
    return { wall: wall / perRound, processor: (processor + elsewhere) / perRound };
  };

  const results: { inProcess: Times; loopback: Times; prism: Times }[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const result = {
      inProcess: await measure(inProcess),
      loopback: await measure(overLoopback),
      prism: await measure(prism),
    };
    if (round >= warmUp) results.push(result);
  }
  await mock.stop();

  for (const kind of timeKinds) {
    const of = (side: 'inProcess' | 'loopback' | 'prism') => median(results.map((result) => result[side][kind]));
    const ratio = (other: 'loopback' | 'prism') =>
      median(results.map((result) => result.inProcess[kind] / result[other][kind]));
    print({ what: `${kind} time of a cancel: in process`, value: of('inProcess'), unit: 'ms' });
    print({ what: `${kind} time of a cancel: over loopback`, value: of('loopback'), unit: 'ms' });
    print({ what: `${kind} time of a cancel: Prism`, value: of('prism'), unit: 'ms' });
    print({ what: `${kind} time, in process / over loopback`, value: ratio('loopback'), goal: 'under 1' });
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
