// What a call of a client costs beside a bare `fetch` of the same request. Run it: npx tsx test/bench/client-call.ts
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';
import { exampleOf } from '../support/vendor.js';

const rounds = 60;
const callsPerRound = 200;
const reason = 'duplicate';

/** Answers every request with a canceled intent, in a process of its own, so that its work is not measured. */
async function serve(): Promise<void> {
  const stripe = Buffer.from(JSON.stringify(exampleOf('stripe', 'HoldReleased')));
  const chargefy = Buffer.from(JSON.stringify(exampleOf('chargefy', 'HoldReleased')));
  const server = createServer(async (request, response) => {
    request.resume();
    await once(request, 'end');
    const body = request.url?.startsWith('/v1/payment_intents/') ? stripe : chargefy;
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
}

/** Milliseconds per call. */
async function time(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < callsPerRound; index += 1) await call();
  return (performance.now() - start) / callsPerRound;
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Takes turns, so that whatever else the machine does happens to both. */
async function compare(name: string, ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<void> {
  const times: { ours: number; bare: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(
      round % 2 === 0
        ? { ours: await time(ours), bare: await time(bare) }
        : { bare: await time(bare), ours: await time(ours) },
    );
  }
  const counted = times.slice(rounds / 4);
  const [call, fetched] = [median(counted.map(({ ours }) => ours)), median(counted.map(({ bare }) => bare))];
  const ratio = median(counted.map((round) => round.ours / round.bare));
  console.log(
    `${name}: ${call.toFixed(3)} ms, a bare fetch ${fetched.toFixed(3)} ms, ratio ${ratio.toFixed(2)} (at most 1.15)`,
  );
}

if (process.argv[2] === 'serve') {
  await serve();
} else {
  const server = fork(fileURLToPath(import.meta.url), ['serve']);
  const [port] = (await once(server, 'message')) as [number];
  const baseUrl = `http://127.0.0.1:${port}`;
  const stripe = createStripeClient({ apiKey: 'sk_test_reference', baseUrl });
  const chargefy = createChargefyClient({ apiKey: 'ch_test_reference', baseUrl });

  await compare(
    'Stripe: cancel',
    () => stripe.cancel('pi_1', { reason }),
    async () => {
      const response = await fetch(`${baseUrl}/v1/payment_intents/pi_1/cancel`, {
        method: 'POST',
        headers: {
          Accept: 'application/json',
          Authorization: 'Bearer sk_test_reference',
          'Content-Type': 'application/x-www-form-urlencoded',
          'Idempotency-Key': crypto.randomUUID(),
          'Stripe-Version': '2026-10-28.endive',
        },
        body: `cancellation_reason=${reason}`,
      });
      return response.json();
    },
  );
  await compare(
    'Chargefy: cancel',
    () => chargefy.cancel('pi_1', { reason }),
    async () => {
      const response = await fetch(`${baseUrl}/v1/payment-intents/pi_1/cancel`, {
        method: 'POST',
        headers: {
          Accept: 'application/json',
          Authorization: 'Bearer ch_test_reference',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ cancellation_reason: reason }),
      });
      return response.json();
    },
  );
  server.kill();
}
