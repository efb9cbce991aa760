import { describe, expect, it } from 'vitest';
import { call, cancel, retrieve, spoken } from '../support/calls.js';
import { arrange, type Reference, startReference } from '../support/reference.js';

/** The lines that are not about `arrange`. */
async function linesOf(reference: Reference, ask: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const before = reference.logged.length;
  await ask();
  return reference.logged.slice(before);
}

describe.each(['stripe', 'chargefy'] as const)('the log of %s', (dialect) => {
  const { reason, path } = spoken[dialect];
  const organization = dialect === 'stripe' ? 'acct_reference' : 'org_reference';

  it('has one line for an answer: the owner, the request, the status and how long it took', async () => {
    const reference = await startReference(dialect);
    const { id } = await arrange(reference, { status: 'requires_capture' });

    const lines = await linesOf(reference, () => cancel(reference, id));

    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        pid: expect.any(Number),
        hostname: expect.any(String),
        requestId: expect.stringMatching(/^req_\w+$/),
        organization,
        operation: 'cancelPaymentIntent',
        method: 'POST',
        status: 200,
        durationMs: expect.any(Number),
      },
    ]);
  });

  it.each<[string, (reference: Reference) => Promise<unknown>, object]>([
    ['retrieve', (reference) => retrieve(reference, 'pi_nope'), { operation: 'retrievePaymentIntent', status: 404 }],
    ['a refused cancel', (reference) => cancel(reference, 'pi_nope', { key: null }), { status: 401, method: 'POST' }],
    ['an unknown route', (reference) => call(reference, '/v1/nothing'), { status: 404, method: 'GET' }],
    ['a health check', (reference) => call(reference, '/_health', { key: null }), { status: 200, method: 'GET' }],
  ])('has a line for %s', async (_what, ask, expected) => {
    const reference = await startReference(dialect);

    const lines = await linesOf(reference, () => ask(reference));

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject(expected);
  });

  it('names the id that the answer carries', async () => {
    const reference = await startReference(dialect);

    const { headers } = await cancel(reference, 'pi_nope');

    if (dialect === 'stripe') expect(reference.logged.at(-1)?.requestId).toBe(headers.get('request-id'));
    else expect(reference.logged.at(-1)?.requestId).toMatch(/^req_/);
  });

  it('has the id of a request whose answer carries none', async () => {
    const reference = await startReference(dialect);

    const { headers } = await cancel(reference, 'pi_nope', { key: null });

    expect(headers.has('request-id')).toBe(false);
    expect(reference.logged.at(-1)).toMatchObject({ status: 401, requestId: expect.stringMatching(/^req_\w+$/) });
  });

  it('has no key, no body and no path, with any outcome', async () => {
    const reference = await startReference(dialect);
    const { id } = await arrange(reference, { status: 'requires_capture', metadata: { note: 'tattletale' } });
    const headers = { 'Idempotency-Key': 'tattletale', 'Stripe-Account': 'tattletale', Cookie: 'tattletale' };

    await cancel(reference, id, { body: reason('tattletale') });
    await cancel(reference, id, { body: '{"tattletale', headers: { 'Content-Type': 'tattletale' } });
    await cancel(reference, id, { key: 'tattletale' });
    await cancel(reference, id, { key: null, headers: { Authorization: 'Basic tattletale' } });
    await cancel(reference, id, { headers });
    await cancel(reference, 'pi_1_secret_tattletale');
    await retrieve(reference, id, '?api_key=tattletale');
    await call(reference, `${path}/tattletale/%zz`);

    expect(JSON.stringify(reference.logged)).not.toContain('tattletale');
    expect(reference.logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });
});
