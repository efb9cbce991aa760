import { contractFor } from '../../../src/contract/contracts.js';
import { documented } from '../../support/documented.js';
import { foundWithoutError, wholeKit } from './foundWithoutError.js';
import { both } from './Mutant.js';
import { bodies, errors, type Members, without } from './replies.js';

const { required } = documented('stripe').at('/components/schemas/PaymentIntent') as { required: readonly string[] };

/** Those that checks look at one by one, before the whole kit of the soak. */
const some = ['id', 'status', 'amount', 'amount_capturable', 'canceled_at', 'client_secret', 'latest_charge'];

/** Members of the refusals of a cancel; others belong to payments that fail. */
const ofRefusals = ['code', 'doc_url', 'message', 'param', 'payment_intent', 'type'];

const ofErrors = /^stripe\/(document\/cancel-4|cancel\/|body\/unknown)/;

for (const name of wholeKit ? contractFor('stripe').membersOf('PaymentIntent') : some) {
  const shown = bodies({ if: ({ object }) => object === 'payment_intent' }, (intent) => without(intent, name));
  const embedded = errors({ if: ({ payment_intent }) => payment_intent !== undefined }, (error) => ({
    ...error,
    payment_intent: without(error.payment_intent as Members, name),
  }));
  const mutate = both(shown, embedded);
  const before = /^stripe\/(document\/\w+-200|effect\/|hold\/)/;
  foundWithoutError('stripe', `intents that never show ${name}`, mutate, before, required.includes(name));
}

for (const name of wholeKit ? contractFor('stripe').membersOf('ErrorObject') : ofRefusals) {
  const mutate = errors({}, (error) => without(error, name));
  foundWithoutError('stripe', `errors that never show ${name}`, mutate, ofErrors, ofRefusals.includes(name));
}

foundWithoutError(
  'stripe',
  'refusals that show no error',
  errors({}, () => undefined),
  ofErrors,
);
