import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { holdRequest } from '../support/holdRequest.js';
import { arrange, startReference } from '../support/reference.js';
import { find } from '../support/storedIntents.js';

describe('a server that stops', () => {
  it('waits five seconds for a body, then ends the connection and leaves the intent as it was', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const url = `${reference.url}/v1/payment_intents/${id}/cancel`;
    const held = await holdRequest(url, 'sk_test_reference', 'cancellation_reason=duplicate');

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const onStopped = vi.fn();
    const stopped = reference.stop().then(onStopped);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(onStopped).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await stopped;

    await expect(held.finish()).rejects.toThrow();
    expect(await find(reference.store, id)).toMatchObject({ status: 'requires_capture' });
  });

  it('answers what was sent on connections that it has not accepted yet', async () => {
    const reference = await startReference('stripe', { patience: 500 });
    const { hostname, port } = new URL(reference.url);
    const sockets = Array.from({ length: 20 }, () => connect(Number(port), hostname));
    for (const socket of sockets) socket.write('GET /_health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    // By then the system has made the connections. This process accepts them when it looks at its sockets again.
    await new Promise<void>((resolve) => process.nextTick(resolve));

    const stopped = reference.stop();

    for (const answer of await Promise.all(sockets.map((socket) => text(socket)))) {
      expect(answer).toMatch(/^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s);
    }
    await stopped;
  });

  it('can be told so twice', async () => {
    const reference = await startReference('stripe');
    await Promise.all([reference.stop(), reference.stop()]);
    await reference.stop();
    await expect(fetch(reference.url)).rejects.toThrow();
  });
});
