import { it } from 'vitest';
import { documented } from '../../support/documented.js';
import { judgeMutant } from './judgeMutant.js';
import type { Mutate } from './Mutant.js';
import { bodies, errors, without } from './replies.js';

const { required } = documented('stripe').at('/components/schemas/PaymentIntent') as { required: readonly string[] };

const timeout = 120_000;
const wholeKit = process.env.WHOLE_KIT === 'yes';

/** Those that checks look at one by one, before the whole kit of the soak. */
const some = ['id', 'status', 'amount', 'amount_capturable', 'canceled_at', 'client_secret', 'latest_charge'];

for (const name of wholeKit ? required : some) {
  const mutate = bodies({ if: ({ object }) => object === 'payment_intent' }, (intent) => without(intent, name));
  foundWithoutError(`intents that never show ${name}`, mutate, /^stripe\/(document\/\w+-200|effect\/|hold\/)/);
}

for (const name of ['message', 'type', 'code', 'param', 'payment_intent', 'doc_url']) {
  const mutate = errors({}, (error) => without(error, name));
  foundWithoutError(`errors that never show ${name}`, mutate, /^stripe\/(document\/cancel-4|cancel\/|body\/unknown)/);
}

function foundWithoutError(what: string, mutate: Mutate, before: RegExp): void {
  it.concurrent(`${what} are found, and no check ends in an error`, { timeout }, async ({ expect }) => {
    const select = (id: string) => wholeKit || before.test(id);
    const { red, errors: ended } = await judgeMutant('stripe', mutate, { select });
    expect(ended).toEqual([]);
    expect(red).not.toEqual([]);
  });
}
