import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type ServingCli, serve } from '../support/cli.js';
import { holdRequest } from '../support/holdRequest.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const key = 'sk_test_reference';

/** A server in the middle of a cancel: it has everything but the body. */
async function serveAndHold(directory?: string) {
  const cli = await serve(['stripe'], directory === undefined ? {} : { directory });
  await fetch(`${cli.url.stripe}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: '{"id":"pi_1","status":"requires_capture"}',
  });
  const url = `${cli.url.stripe}/v1/payment_intents/pi_1/cancel`;
  return { cli, held: await holdRequest(url, key, 'cancellation_reason=duplicate') };
}

/** A connection that has had its answer and is kept alive. Resolves to the promise of its end. */
async function idleConnection({ url }: ServingCli): Promise<{ ended: Promise<unknown> }> {
  const socket = connect(Number(new URL(url.stripe).port), '127.0.0.1');
  const ended = once(socket, 'close');
  socket.write('GET /_health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  return { ended };
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('lets the request in flight have its answer, then closes the store and ends with 0', async () => {
    const directory = temporaryDirectory();
    const { cli, held } = await serveAndHold(directory);
    const idle = await idleConnection(cli);

    cli.kill(signal);
    await cli.printed('stderr', new RegExp(`"signal":"${signal}","msg":"stopping"`));
    await idle.ended;
    await expect(fetch(cli.url.stripe)).rejects.toThrow();

    // The answer ends its connection, so that nothing is left to wait for.
    expect(await held.finish()).toMatchObject({
      status: 200,
      connection: 'close',
      body: { status: 'canceled', cancellation_reason: 'duplicate' },
    });
    expect(await cli.ended).toMatchObject({
      code: 0,
      signal: null,
      stderr: expect.stringMatching(/"msg":"stopped"}\n$/),
    });
    // A database that was closed has no log beside it.
    expect(readdirSync(directory)).toEqual(['payment-intents.db']);
  });

  it('ends the process at once when it is the second signal', async () => {
    const { cli } = await serveAndHold();
    cli.kill(signal === 'SIGINT' ? 'SIGTERM' : 'SIGINT');
    await cli.printed('stderr', /"msg":"stopping"/);
    cli.kill(signal);
    expect(await cli.ended).toMatchObject({ code: null, signal });
  });
});
