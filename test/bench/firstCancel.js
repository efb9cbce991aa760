// A test's first cancel, as a program of its own: it loads the package, starts a reference, cancels, and sends how many
// milliseconds that took, and the processor time of the process. Told to, it does some of the work beforehand, piece by piece, and sends their times as well.
const since = performance.now();
const times = {};
const { startReference } = await time('import', () => import('payment-intent-contract/reference'));
if (process.argv[2] === 'pieces') await piecemeal();

const { createIntent, fetch, keys } = await startReference('stripe');
const { id } = await createIntent({ status: 'requires_capture' });
const answer = await fetch(`https://api.stripe.com/v1/payment_intents/${id}/cancel`, {
  method: 'POST',
  headers: { Authorization: `Bearer ${keys.secret}` },
});
await answer.json();
if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
const answered = performance.now() - since;
const { user, system } = process.cpuUsage();
process.send({ ...times, answered, processor: (user + system) / 1000 });

async function time(name, work) {
  const begun = performance.now();
  const result = await work();
  times[name] = (times[name] ?? 0) + performance.now() - begun;
  return result;
}

/** The store is opened once more than needed; the reference that starts later has what is compiled here. */
async function piecemeal() {
  const built = (path) => import(new URL(`../../dist/src/${path}.js`, import.meta.url).href);
  const { openStore } = await built('reference/openStore');
  const { requestValidator } = await built('server/requestValidator');
  const { dialects } = await built('dialects/registry');

  const store = await time('store', () => openStore('memory:'));
  await store.close();
  const handlers = await time('requests', () => requestValidator(dialects.stripe));
  // It reads the document by and by; even what is no request waits for that.
  await time('requests', () => new Promise((resolve) => handlers[0]({}, {}, resolve)));
  // The rest it compiles when the first request comes.
  for (const [index, handler] of handlers.entries()) {
    handlers[index] = (request, response, next) =>
      time('requests', () => new Promise((resolve) => handler(request, response, resolve))).then(next);
  }
  const { contract } = dialects.stripe;
  await time('intents', () => contract.schema('PaymentIntent'));
  await time('intents', () => contract.operation('cancelPaymentIntent').responses.get(200).body);
}
