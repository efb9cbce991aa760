import { execFile } from 'node:child_process';
import { type RequestListener, request as send } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/conformance/checks/Check.js';
import { toHar } from '../../../src/conformance/report/har.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import { verify } from '../../../src/conformance/run/verify.js';
import { arrangeByApi } from '../../../src/conformance/target/arrange/api.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import { createRedact } from '../../../src/conformance/target/redact.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import { type DialectName, dialectNames } from '../../../src/contract/dialect.js';
import { certificate } from '../../support/certificate.js';
import { fakeCheck, fakeTarget } from '../../support/conformance.js';
import { hasCurl } from '../../support/curl.js';
import { startReference } from '../../support/reference.js';
import { serving } from '../../support/serving.js';
import { servingTls } from '../../support/servingTls.js';
import { temporaryDirectory } from '../../support/temporaryDirectory.js';

const keys = {
  stripe: { KEY: 'sk_test_reference', OTHER_KEY: 'sk_test_other' },
  chargefy: { KEY: 'ch_test_reference', OTHER_KEY: 'ch_test_other' },
} as const;

/** A server in front of another, which changes the status and the body of what that answers about intents. */
function inFrontOf(
  url: string,
  change: (status: number, body: string) => [status: number, body: string],
): RequestListener {
  return async (request, response) => {
    const { method, url: path = '', headers } = request;
    const body = await buffer(request);
    const passed = send(url, { method, path, headers }, async (answer) => {
      const text = (await buffer(answer)).toString();
      const intact: [number, string] = [answer.statusCode ?? 0, text];
      const [status, changed] = path.startsWith('/_') ? intact : change(...intact);
      const { 'content-length': _, 'transfer-encoding': _t, ...others } = answer.headers;
      response.writeHead(status, others).end(changed);
    });
    passed.end(body);
  };
}

/** What is wrong, and then is found by checks that arrange, send and look again. */
const faults: Readonly<Record<string, (status: number, body: string) => [number, string]>> = {
  'answers refusals with 200': (status, body) => [status === 400 || status === 409 ? 200 : status, body],
  'forgets why an intent was canceled': (status, body) => [
    status,
    body.replace(/("cancellation_reason":\s*)"\w+"/, '$1null'),
  ],
};

/** Pastes the lines of a finding. Gives back the head and the body of the last answer. */
async function paste({ arrange = '', curl = '' }: Result, env: Readonly<Record<string, string>>) {
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', `${arrange}\n${curl.replaceAll('curl -i', 'curl -si')}`],
    {
      env: { PATH: process.env.PATH, ...env },
    },
  );
  const last = stdout.slice(stdout.lastIndexOf('HTTP/1.1 '));
  return { status: Number(last.split(' ')[1]), body: last.slice(last.indexOf('\r\n\r\n') + 4) };
}

const redact = createRedact(fakeTarget());

/** A text without what is new each time: ids, keys and times. */
function lasting(text: string): string {
  return redact(text).replace(/conformance-[\w-]+|\w+_[\w-]{8,}|\b\d{10}\b|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');
}

async function judge(dialect: DialectName, change: (status: number, body: string) => [number, string]) {
  const reference = await startReference(dialect);
  const url = await serving(inFrontOf(reference.url, change));
  const { KEY: key, OTHER_KEY: otherKey } = keys[dialect];
  const { results } = await verify(
    dialect,
    { url, key, otherKey, arrange: arrangeByFixtures(url) },
    { seed: 1, cases: 5 },
  );
  return results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
}

describe.each(dialectNames)('the lines of a finding at %s', (dialect) => {
  // Each takes half a minute of processor time.
  it.runIf(hasCurl).each(Object.keys(faults).filter((_, index) => index === dialectNames.indexOf(dialect)))(
    'show it again at a server that %s',
    { timeout: 120_000 },
    async (name) => {
      const findings = await judge(dialect, faults[name] as (typeof faults)[string]);
      expect(findings.length).toBeGreaterThan(1);
      for (const finding of findings) {
        const { check, exchange } = finding;
        const pasted = await paste(finding, keys[dialect]);
        // Of a race the winner is another each time, and with it what the others are told.
        const isRace = finding.curl?.includes(' & ') ?? false;
        const shownBody = (body: string) => (isRace ? 'of a race' : lasting(body));
        const shown = { id: check.id, status: pasted.status, body: shownBody(pasted.body) };
        const reported = {
          id: check.id,
          status: exchange?.answer.status,
          body: shownBody(exchange?.answer.text ?? ''),
        };
        expect.soft(shown, `${finding.arrange}\n${finding.curl}`).toEqual(reported);
      }
    },
  );
});

/** The finding of a check that a server fails, by its id. */
async function findingOf(id: string, target: Target, more: object = {}): Promise<Result> {
  const report = await verify('chargefy', target, { select: (one) => one === id, ...more });
  return report.results[0] as Result;
}

const lenient = faults['answers refusals with 200'] as (typeof faults)[string];
const gate = 'a+secret/"of a proxy';

describe.runIf(hasCurl)('the lines of a finding', () => {
  const id = 'chargefy/cancel/already-canceled';
  const { KEY: key } = keys.chargefy;

  it('have a variable for what a header of the target holds, and nothing that is written has the value', async () => {
    const reference = await startReference('chargefy');
    const pass = inFrontOf(reference.url, lenient);
    const url = await serving((request, response) => {
      if (request.headers['x-gate'] === gate) return pass(request, response);
      response.writeHead(403).end(JSON.stringify({ error: `${request.headers['x-gate']} is not ${gate}` }));
    });
    const target = {
      url,
      key,
      headers: { 'X-Gate': gate, Accept: 'application/json' },
      arrange: arrangeByFixtures(url),
    };
    const report = await verify('chargefy', target, { select: (one) => one === id });
    const [finding] = report.results as [Result];
    expect(finding.verdict).toBe('fail');
    for (const line of [...(finding.arrange ?? '').split('\n'), ...(finding.curl ?? '').split('\n')]) {
      expect(line).toContain('-H "X-Gate: $HEADER_X_GATE"');
      expect(line).toContain("-H 'Accept: application/json'");
    }
    const pasted = await paste(finding, { ...keys.chargefy, HEADER_X_GATE: gate });
    expect({ ...pasted, body: lasting(pasted.body) }).toEqual({
      status: finding.exchange?.answer.status,
      body: lasting(finding.exchange?.answer.text ?? ''),
    });
    expect(await paste(finding, { ...keys.chargefy, HEADER_X_GATE: 'other' })).toMatchObject({ status: 403 });

    const { log } = toHar(report) as { log: { entries: { request: { headers: object[] } }[] } };
    expect(log.entries.length).toBeGreaterThanOrEqual(3);
    for (const { request } of log.entries) {
      expect(request.headers).toContainEqual({ name: 'X-Gate', value: '$HEADER_X_GATE' });
    }
    expect(JSON.stringify([report.results, log])).not.toMatch(/secret\/|a%2Bsecret|YStzZWNyZX/);
  });

  it('take the same certificates and show the same', async () => {
    const reference = await startReference('chargefy');
    const asking = { requestCert: true, rejectUnauthorized: true, ca: certificate.cert };
    const url = await servingTls(inFrontOf(reference.url, lenient), asking);
    const tls = { insecure: true, ...certificate };
    const finding = await findingOf(id, { url, key, tls, arrange: arrangeByFixtures(url) });
    const directory = temporaryDirectory({ 'cert.pem': certificate.cert, 'key.pem': certificate.key });
    const files = { CERT: join(directory, 'cert.pem'), CERT_KEY: join(directory, 'key.pem') };
    expect(await paste(finding, { ...keys.chargefy, ...files })).toMatchObject({ status: 200 });
    expect(`${finding.arrange}${finding.curl}`).not.toContain('PRIVATE');
  });
});

describe('the evidence of a finding', () => {
  const target = fakeTarget(() => Response.json({ id: 'pi_arranged1' }));

  async function found(run: Check['run'], more: Partial<Target> = {}) {
    const { results } = await runChecks('stripe', [fakeCheck('stripe/found', run)], { ...target, ...more });
    return results[0] as Result;
  }

  it('ends with the request that deviated, not with the last one that was sent', async () => {
    const { exchange, curl } = await found(async (session) => {
      const id = await session.arrange('succeeded');
      const answer = await session.cancel(id, { body: 'a=1' });
      await session.retrieve(id);
      session.deviate('one', 'another', answer);
    });
    expect(exchange?.request.body).toBe('a=1');
    expect(curl?.split('\n')).toEqual([expect.stringMatching(/\/\$INTENT\/cancel.* a=1$/)]);
  });

  it('leaves a variable for an intent when it is unknown how that was arranged', async () => {
    const { arrange } = await found(async (session) => {
      const [first, second] = [await session.arrange('succeeded'), await session.arrange('canceled')];
      await session.cancel(second, { body: `other=${first}` });
      session.deviate('one', 'another');
    });
    expect(arrange).toBe('INTENT=… # an intent in succeeded\nINTENT_2=… # an intent in canceled');
  });

  it('has every request that arranged, by the API as well', async () => {
    const url = await serving((request, response) => {
      const status = request.url?.endsWith('/cancel') ? 'canceled' : 'requires_payment_method';
      response.end(JSON.stringify({ id: 'pi_made', status }));
    });
    const { arrange } = await found(
      async (session) => {
        await session.cancel(await session.arrange('canceled'));
        session.deviate('one', 'another');
      },
      { arrange: arrangeByApi(url) },
    );
    expect(arrange?.split('\n')).toEqual([
      expect.stringMatching(/^INTENT=\$\(curl -sS .*\/v1\/payment_intents" .*\| cut -d '"' -f 4\)$/),
      expect.stringMatching(/^curl -sS .*\/v1\/payment_intents\/\$INTENT\/cancel" .* -o \/dev\/null$/),
    ]);
  });

  it('has what else was sent about the intent or under the same key, and no more than the last of many', async () => {
    const { curl } = await found(async (session) => {
      const [mine, other] = [await session.arrange('succeeded'), await session.arrange('succeeded')];
      const headers = { 'Idempotency-Key': 'k' };
      await session.cancel(other, { headers: { 'Idempotency-Key': undefined } });
      await session.cancel(other, { headers });
      await session.cancel(mine, { headers });
      session.deviate('one', 'another');
    });
    expect(curl?.match(/\/\$INTENT\w*/g)).toEqual(['/$INTENT_2', '/$INTENT_2', '/$INTENT']);
    expect(curl?.match(/Idempotency-Key: \S+"/g)).toEqual([
      'Idempotency-Key: k-$INTENT"',
      'Idempotency-Key: k-$INTENT"',
    ]);

    const many = await found(async (session) => {
      const id = await session.arrange('succeeded');
      for (let sent = 0; sent < 20; sent += 1) await session.retrieve(id);
      session.deviate('one', 'another');
    });
    expect(many.curl?.split('\n')).toHaveLength(7);
  });

  it('sends the requests of a race at the same time', async () => {
    const { curl } = await found(async (session) => {
      const id = await session.arrange('succeeded');
      await session.race([1, 2, 3].map(() => ({ path: session.cancelPath(id), body: 'a=1' })));
      session.deviate('one', 'another');
    });
    expect(curl).toMatch(/^curl .* & curl .* & curl .*; wait$/);
  });
});
