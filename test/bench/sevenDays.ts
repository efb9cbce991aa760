import Stripe from 'stripe';
import { builtReference } from '../support/references.js';
import { median, print } from './figures.js';
import { type Times, timeKinds, timesOf } from './times.js';

const rounds = 101;
const warmUp = 20;

/** A hold that expires after seven days, all of it in this process, next to five cancels. */
export async function sevenDays(): Promise<void> {
  const { startReference } = await builtReference();
  await using reference = await startReference('stripe');
  const httpClient = Stripe.createFetchHttpClient(reference.fetch);
  const { paymentIntents } = new Stripe(reference.keys.secret, { httpClient, telemetry: false });
  const hold = () => reference.createIntent({ status: 'requires_capture' });

  const story = async () => {
    const { id } = await hold();
    await reference.clock.advance('7d');
    const { status } = await paymentIntents.retrieve(id);
    if (status !== 'canceled') throw new Error(`${id} is ${status}`);
  };
  const fiveCancels = async () => {
    for (let number = 1; number <= 5; number++) await paymentIntents.cancel((await hold()).id);
  };

  const times: { story: Times; cancels: Times }[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const both = { story: await timesOf(story), cancels: await timesOf(fiveCancels) };
    if (round >= warmUp) times.push(both);
  }
  for (const kind of timeKinds) {
    print({ what: `${kind} time of seven days`, value: median(times.map(({ story }) => story[kind])), unit: 'ms' });
    print({
      what: `${kind} time of five cancels`,
      value: median(times.map(({ cancels }) => cancels[kind])),
      unit: 'ms',
    });
    const value = median(times.map(({ story, cancels }) => story[kind] / cancels[kind]));
    print({ what: `${kind} time, seven days / five cancels`, value, goal: 'at most 1' });
  }
}
