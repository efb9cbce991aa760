import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { type DocumentName, docsPath, loadDocument } from '../../src/contract/document.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { hasCurl } from '../support/curl.js';
import { fencesIn, runProgram, runShell } from '../support/fences.js';

interface Sample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** The samples of each operation, out of the page that shows them. */
function samplesIn(name: DocumentName): Map<string, readonly Sample[]> {
  const html = readFileSync(docsPath(`${name}.html`), 'utf8');
  const [, json = ''] = /Redoc\.hydrate\((\{.*\}), \{.*?\}, document/s.exec(html) ?? [];
  const { paths } = JSON.parse(json) as Pick<ReturnType<typeof loadDocument>, 'paths'>;
  const operations = Object.values(paths).flatMap(Object.values) as {
    operationId: string;
    'x-codeSamples': readonly Sample[];
  }[];
  return new Map(operations.map(({ operationId, 'x-codeSamples': samples }) => [operationId, samples]));
}

const labels = {
  stripe: ['curl', 'this package', 'stripe', 'fetch'],
  chargefy: ['curl', 'this package', 'fetch'],
  control: ['curl', 'fetch'],
};

/** In which status an operation takes an intent; a hold unless said. */
const statuses: Readonly<Record<string, string>> = {
  updatePaymentIntent: 'requires_payment_method',
  confirmPaymentIntent: 'requires_confirmation',
  retrieveCheckoutSession: 'requires_payment_method',
  expireCheckoutSession: 'requires_payment_method',
};

/** What an operation answers when not 200: no card of the reference can hold more. */
const answered: Readonly<Record<string, number>> = { incrementAuthorization: 400 };

describe.each(['stripe', 'chargefy'] as const)('the samples of %s', (dialect) => {
  const samples = samplesIn(dialect);
  let reference: Reference<DialectName>;
  let sessions = 0;
  let url: string;
  beforeAll(async () => {
    reference = await startReference(dialect);
    url = await reference.listen();
  });
  afterAll(() => reference.close());

  /** The sample with ids of things that are there, asked of this server. */
  async function arranged(operationId: string, source: string): Promise<string> {
    const session = `cs_test_${++sessions}`;
    const intent = (await reference.createIntent({
      status: (statuses[operationId] ?? 'requires_capture') as 'requires_capture',
      amount: 12000,
      ...(operationId.endsWith('CheckoutSession') && { checkout_session: session }),
    })) as { id: string; latest_charge: string | null };
    const event = operationId === 'retrieveEvent' ? await canceledEvent(intent.id) : '';
    return source
      .replaceAll(/127\.0\.0\.1:(4010|4020)/g, new URL(url).host)
      .replaceAll(/port: \d+/g, `port: ${new URL(url).port}`)
      .replaceAll(/\bpi_(3Mtw\w+|123)\b/g, intent.id)
      .replaceAll(/\bch_3Mtw\w+/g, String(intent.latest_charge))
      .replaceAll(/\bcs_test_a11\w+/g, session)
      .replaceAll(/\bevt_\w+/g, event);
  }

  /** The id of the event of a cancel. */
  async function canceledEvent(id: string): Promise<string> {
    const headers = { Authorization: `Bearer ${reference.keys.secret}` };
    await reference.fetch(`${url}/v1/payment_intents/${id}/cancel`, { method: 'POST', headers });
    return (await reference.events.list()).at(0)?.id ?? '';
  }

  it.runIf(hasCurl)('begin with a cancel that a reader can paste, and its answer', async () => {
    const [request, answer] = fencesIn(readFileSync(docsPath(`${dialect}.md`), 'utf8'));
    const { canceled_at: canceledAt, ...stable } = JSON.parse(answer?.code ?? '') as Record<string, unknown>;
    const answers = await runShell((request?.code ?? '').replaceAll(/127\.0\.0\.1:\d+/g, new URL(url).host));

    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(answers[1]?.body).toMatchObject({ ...stable, canceled_at: expect.any(canceledAt?.constructor) });
    expect(readFileSync(docsPath(`${dialect}.html`), 'utf8').replaceAll('&quot;', '"')).toContain(request?.code.trim());
  });

  it('are there for every operation, in each language', () => {
    const operations = Object.values(loadDocument(dialect).paths).flatMap(Object.values) as { operationId: string }[];

    expect([...samples.keys()]).toEqual(operations.map(({ operationId }) => operationId));
    for (const own of samples.values()) expect(own.map(({ label }) => label)).toEqual(labels[dialect]);
  });

  it.each(
    [...samples].flatMap(([operationId, own]) => own.map((sample) => ({ operationId, label: sample.label, sample }))),
  )('$operationId by $label is answered as the document says', async ({ operationId, label, sample }) => {
    if (label === 'curl' && !hasCurl) return;
    const source = await arranged(operationId, sample.source);
    const before = reference.requests.of(operationId).length;
    const expected = answered[operationId] ?? 200;

    if (label === 'curl') expect((await runShell(source)).map(({ status }) => status)).toEqual([expected]);
    else if (label === 'stripe' && expected !== 200)
      await expect(runProgram(source)).rejects.toThrow('StripeInvalidRequest');
    else expect(await runProgram(source)).toMatch(/\S/);

    const requests = reference.requests.of(operationId).slice(before);
    expect(requests.map(({ status }) => status)).toEqual([expected]);
  });
});

it.each(['stripe', 'chargefy', 'control'] as const)('the Markdown of %s has every sample of the page', (name) => {
  const sources = [...samplesIn(name).values()].flat().map(({ source }) => source);
  const codes = fencesIn(readFileSync(docsPath(`${name}.md`), 'utf8')).map(({ code }) => code.trimEnd());

  expect(sources.length).toBeGreaterThan(5);
  expect(sources.filter((source) => !codes.includes(source))).toEqual([]);
});

describe('the samples of the control', () => {
  const samples = samplesIn('control');

  it
    .runIf(hasCurl)
    .each(
      [...samples].flatMap(([operationId, own]) => own.map((sample) => ({ operationId, sample, label: sample.label }))),
    )('$operationId by $label is answered well', async ({ operationId, label, sample }) => {
    const reference = await startReference('stripe');
    try {
      const url = await reference.listen();
      const hook = await reference.webhooks.add(() => new Response(), { secret: 'whsec_test' });
      await reference.createIntent({ status: 'requires_action', id: 'pi_secured' });
      const { id } = await reference.createIntent({ status: 'requires_capture' });
      const headers = { Authorization: `Bearer ${reference.keys.secret}` };
      await reference.fetch(`${url}/v1/payment_intents/${id}/cancel`, { method: 'POST', headers });
      const event = (await reference.events.list()).at(0)?.id ?? '';
      const source = sample.source
        .replaceAll('127.0.0.1:4010', new URL(url).host)
        .replaceAll(/\bwe_\w+/g, hook.id)
        .replaceAll(/\bevt_\w+/g, event);

      const statuses =
        label === 'curl'
          ? (await runShell(source)).map(({ status }) => status)
          : [Number((await runProgram(source)).slice(0, 3))];

      expect(statuses, operationId).toEqual([expect.toSatisfy((status: number) => status >= 200 && status < 400)]);
    } finally {
      await reference.close();
    }
  });
});
