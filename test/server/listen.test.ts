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

  it('can be told so twice', async () => {
    const reference = await startReference('stripe');
    await Promise.all([reference.stop(), reference.stop()]);
    await reference.stop();
    await expect(fetch(reference.url)).rejects.toThrow();
  });
});
