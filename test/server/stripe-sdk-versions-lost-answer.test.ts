import { describe, expect, it } from 'vitest';
import { breakingOnce } from '../support/breakingOnce.js';
import { arrange, shareReference } from '../support/reference.js';
import { sdks } from '../support/sdks.js';

const server = shareReference('stripe');

describe.each(sdks)('version $major of the official SDK', (sdk) => {
  const hold = () => arrange(server(), { status: 'requires_capture' });

  it('has its canceled hold although the first answer was lost, when it may ask again with its key', async () => {
    const { id } = await hold();
    const way = await breakingOnce(server().url, (client, stream) => stream.once('data', () => client.destroy()));
    const { paymentIntents } = sdk.connect(way);

    const canceled = await paymentIntents.cancel(id, {}, { idempotencyKey: `lost-${id}`, maxNetworkRetries: 1 });

    expect(canceled).toMatchObject({ id, status: 'canceled', amount_capturable: 0 });
    expect(canceled.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'idempotency-key': `lost-${id}`,
    });
    expect(way.connections()).toBe(2);
  });

  it(`without options has of a lost answer: ${sdk.lostAnswer}`, async () => {
    const { id } = await hold();
    const way = await breakingOnce(server().url, (client, stream) => stream.once('data', () => client.destroy()));

    const outcome = await sdk
      .connect(way)
      .paymentIntents.cancel(id)
      .then(
        ({ lastResponse }) => (lastResponse.headers['idempotent-replayed'] === 'true' ? 'replayed' : 'canceled again'),
        (error: { type: string }) => error.type,
      );

    expect(outcome).toBe(sdk.lostAnswer);
    expect(await sdk.connect(server()).paymentIntents.retrieve(id)).toMatchObject({ status: 'canceled' });
  });
});
