// What a call of a client costs in processor time, next to a bare `fetch` of the same request.
// Run it: npx tsx test/bench/client-call.ts
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';
import { exampleOf } from '../support/exampleOf.js';
import { median } from './figures.js';

const rounds = 41;
const callsOfRound = 500;
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

/** Microseconds of this process for one call, one after the other. */
async function processorTime(call: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  for (let number = 1; number <= callsOfRound; number += 1) await call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / callsOfRound;
}

/** Round by round in turn, so that whatever else the machine does happens to both; the first round warms up. */
async function compare(name: string, ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<void> {
  const times: { ours: number; bare: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    times.push({ ours: await processorTime(ours), bare: await processorTime(bare) });
  }
  const measured = times.slice(1);
  const [call, fetched] = [median(measured.map((time) => time.ours)), median(measured.map((time) => time.bare))];
  const ratio = median(measured.map((time) => time.ours / time.bare)).toFixed(2);
  console.log(`${name}: ${call.toFixed(0)} µs, a bare fetch ${fetched.toFixed(0)} µs, ratio ${ratio} (at most 1.3)`);
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
