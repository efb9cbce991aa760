import { setTimeout as wait } from 'node:timers/promises';
import { median, print } from './figures.js';
import { startBare, startOurs } from './processes.js';

const rounds = 7;

/** From the start of the process to the first valid answer, and the memory of a server that nobody uses. */
export async function start(): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const express = await startBare();
    bare.push(express.started);
    await express.stop();

    const since = performance.now();
    const server = await startOurs('memory:');
    const { status } = await fetch(`${server.url}/_fixtures/payment_intents`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_reference' },
      body: '{"status":"requires_capture"}',
    });
    if (status !== 201) throw new Error(`answered ${status}`);
    ours.push(performance.now() - since);
    await wait(500);
    memory.push(server.memory());
    await server.stop();
  }
  print({ what: 'first valid answer after', value: median(ours), unit: 'ms', goal: 'under 700' });
  print({ what: 'the fastest of them', value: Math.min(...ours), unit: 'ms' });
  print({ what: 'ours / bare Express run by tsx', value: median(ours) / median(bare) });
  print({ what: 'idle memory', value: median(memory), unit: 'MB', goal: 'under 120' });
}
