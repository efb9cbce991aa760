import { describe, expect, it } from 'vitest';
import { spoken } from '../support/calls.js';
import { arrange, type Reference, shareReference } from '../support/reference.js';

const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,x' };

/** Sends a request as a page of that origin would. A page can't choose its origin, so neither can `fetch` in a browser. */
function from(origin: string, { url, dialect }: Reference, id: string, method: string, headers = {}) {
  const { path, key } = spoken[dialect.name];
  const own = { Origin: origin, ...(method === 'POST' && { Authorization: `Bearer ${key}` }) };
  return fetch(`${url}${path}/${id}/cancel`, { method, headers: { ...own, ...headers } });
}

const allowed = (response: Response) => response.headers.get('Access-Control-Allow-Origin');

describe.each(['stripe', 'chargefy'] as const)('%s, called from a page', (name) => {
  const reference = shareReference(name);

  it.each(['http://localhost:5173', 'http://127.0.0.1:1', 'https://[::1]'])(
    'lets one of this machine in: %s',
    async (origin) => {
      const { id } = await arrange(reference(), { status: 'requires_capture' });

      const asked = await from(origin, reference(), id, 'OPTIONS', preflight);
      const canceled = await from(origin, reference(), id, 'POST');
      const again = await from(origin, reference(), id, 'POST');

      expect([asked.status, await asked.text(), allowed(asked)]).toEqual([204, '', origin]);
      expect(asked.headers.get('Access-Control-Allow-Methods')).toBe('DELETE, GET, POST');
      expect(asked.headers.get('Access-Control-Allow-Headers')).toBe('authorization,x');
      expect([canceled.status, allowed(canceled)]).toEqual([200, origin]);
      expect([again.ok, allowed(again)]).toEqual([false, origin]);
      expect(again.headers.get('Vary')).toBe('Origin');
    },
  );

  it.each(['https://example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'null', ''])(
    'lets no other in: %j',
    async (origin) => {
      const asked = await from(origin, reference(), 'pi_1', 'OPTIONS', preflight);

      expect([asked.status, allowed(asked)]).toEqual([404, null]);
    },
  );

  it('answers an OPTIONS that is no preflight as any unknown route', async () => {
    const { status } = await from('http://localhost:5173', reference(), 'pi_1', 'OPTIONS');

    expect(status).toBe(404);
  });
});

describe('at Stripe, a page', () => {
  const reference = shareReference('stripe');

  it('may read every header that the document has', async () => {
    const response = await from('http://localhost:5173', reference(), 'pi_1', 'POST');

    expect(response.headers.get('Access-Control-Expose-Headers')?.split(', ')).toEqual(
      expect.arrayContaining(['Request-Id', 'Stripe-Version', 'Idempotent-Replayed', 'Stripe-Should-Retry']),
    );
  });
});

describe('a server that others can reach', () => {
  const reference = shareReference('stripe', { crossOrigin: false });

  it('lets no page in', async () => {
    const asked = await from('http://localhost:5173', reference(), 'pi_1', 'OPTIONS', preflight);

    expect([asked.status, allowed(asked)]).toEqual([404, null]);
  });
});
