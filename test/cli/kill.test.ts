import { expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { type ServingCli, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const paths: Record<DialectName, string> = { stripe: '/v1/payment_intents', chargefy: '/v1/payment-intents' };
const headers: Record<DialectName, { Authorization: string }> = {
  stripe: { Authorization: 'Bearer sk_test_reference' },
  chargefy: { Authorization: 'Bearer ch_test_reference' },
};

interface Canceled {
  readonly dialect: DialectName;
  readonly id: string;
}

async function make({ url }: ServingCli, { dialect, id }: Canceled): Promise<void> {
  const body = JSON.stringify({ id, status: 'requires_capture' });
  const fixtures = `${url[dialect]}/_fixtures/payment_intents`;
  expect((await fetch(fixtures, { method: 'POST', headers: headers[dialect], body })).status).toBe(201);
}

function cancel({ url }: ServingCli, { dialect, id }: Canceled): Promise<Response> {
  return fetch(`${url[dialect]}${paths[dialect]}/${id}/cancel`, { method: 'POST', headers: headers[dialect] });
}

async function statusOf({ url }: ServingCli, { dialect, id }: Canceled): Promise<unknown> {
  const response = await fetch(`${url[dialect]}${paths[dialect]}/${id}`, { headers: headers[dialect] });
  return ((await response.json()) as { status: unknown }).status;
}

it('an intent is canceled for good once the cancel was answered, even when the process is killed right then', async () => {
  const directory = temporaryDirectory();
  const canceled: Canceled[] = [];
  let cli = await serve([], { directory });

  for (let round = 0; round < 2; round++) {
    const wanted = Array.from({ length: 10 }, (_, index) => `pi_${round}_${index}`).flatMap((id): Canceled[] => [
      { dialect: 'stripe', id },
      { dialect: 'chargefy', id },
    ]);
    await Promise.all(wanted.map((intent) => make(cli, intent)));

    const killed = cli;
    const before = canceled.length;
    await Promise.allSettled(
      wanted.map(async (intent) => {
        const { status } = await cancel(killed, intent);
        killed.kill('SIGKILL');
        expect(status).toBe(200);
        canceled.push(intent);
      }),
    );
    expect(canceled.length).toBeGreaterThan(before);
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });

    cli = await serve([], { directory });
    const statuses = await Promise.all(canceled.map((intent) => statusOf(cli, intent)));
    expect(new Set(statuses)).toEqual(new Set(['canceled']));
  }
});
