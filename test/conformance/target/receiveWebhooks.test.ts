import { describe, expect, it, onTestFinished } from 'vitest';
import { receiveWebhooks } from '../../../src/conformance/target/receiveWebhooks.js';
import { openConnection } from '../../support/connection.js';

const subject = { type: 'payment_intent.canceled', intent: 'pi_1' };
const event = JSON.stringify({ type: subject.type, data: { object: { id: subject.intent } } });

async function listening() {
  const receiver = receiveWebhooks({ secret: 'whsec_test' });
  onTestFinished(() => receiver.close());
  const url = await receiver.listen();
  return { ...receiver, url, post: (body: string) => fetch(`${url}any/path`, { method: 'POST', body }) };
}

const waited = (
  { inbox }: { inbox: ReturnType<typeof receiveWebhooks>['inbox'] },
  count: number,
  timeoutMs: number,
  signal = new AbortController().signal,
) => inbox.wait(subject, count, timeoutMs, signal);

describe('the kit as a receiver of webhooks', () => {
  it('keeps a delivery as it was sent, on any path, and answers 200', async () => {
    const receiver = await listening();

    expect((await receiver.post(` ${event}`)).status).toBe(200);

    const [delivery] = receiver.inbox.of(subject);
    expect(String(delivery?.body)).toBe(` ${event}`);
    expect(delivery?.json).toEqual(JSON.parse(event));
  });

  it('answers 405 to another method, and keeps nothing of it', async () => {
    const receiver = await listening();

    expect((await fetch(receiver.url)).status).toBe(405);
    expect((await receiver.receive(new Request('http://localhost/', { method: 'PUT', body: event }))).status).toBe(405);
    expect(receiver.inbox.of(subject)).toEqual([]);
  });

  it('takes a body of one megabyte, and answers 413 to a longer one, of which it keeps nothing', async () => {
    const receiver = await listening();
    const most = event.padEnd(1 << 20);

    expect((await receiver.post(most)).status).toBe(200);
    expect(
      (await receiver.receive(new Request('http://localhost/', { method: 'POST', body: `${most} ` }))).status,
    ).toBe(413);
    expect(receiver.inbox.of(subject)).toHaveLength(1);
  });

  it.each(['', 'no JSON', '[]', '{"type":null,"data":7}'])(
    'answers 200 to a body that is no event: %s',
    async (body) => {
      const receiver = await listening();

      expect((await receiver.post(body)).status).toBe(200);
      expect((await receiver.post(event)).status).toBe(200);
      expect(receiver.inbox.of(subject)).toHaveLength(1);
    },
  );

  it('goes on after a sender that leaves in the middle of a delivery', async () => {
    const receiver = await listening();
    const connection = await openConnection({ url: receiver.url });
    connection.send('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"type":');
    connection.cut();

    expect((await receiver.post(event)).status).toBe(200);
    expect(receiver.inbox.of(subject)).toHaveLength(1);
  });

  it('refuses the next delivery of a subject once', async () => {
    const receiver = await listening();
    receiver.inbox.refuseNext(subject);

    expect([await receiver.post(event), await receiver.post(event)].map(({ status }) => status)).toEqual([500, 200]);
    expect(receiver.inbox.of(subject)).toHaveLength(2);
  });

  it('waits for as many deliveries as are wanted, until its time is up or it is aborted', async () => {
    const receiver = await listening();
    const wanted = waited(receiver, 2, 30_000);
    await receiver.post(event);
    await receiver.post(event);

    expect(await wanted).toHaveLength(2);
    expect(await waited(receiver, 3, 1)).toHaveLength(2);
    expect(await waited(receiver, 3, 30_000, AbortSignal.abort())).toHaveLength(2);
    const ending = new AbortController();
    const ended = waited(receiver, 3, 30_000, ending.signal);
    ending.abort();
    expect(await ended).toHaveLength(2);
  });

  it('rejects when its port is taken, and refuses a secret that is no text', async () => {
    const { url } = await listening();
    const second = receiveWebhooks({ secret: 'whsec_test' });

    await expect(second.listen(Number(new URL(url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(() => receiveWebhooks({ secret: '' })).toThrow('The secret of webhooks must be the text');
  });
});
