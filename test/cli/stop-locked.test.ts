import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { type ServingCli, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const post = ({ url }: ServingCli, path: string, body = '') =>
  fetch(url.stripe + path, { method: 'POST', headers: { Authorization: 'Bearer sk_test_reference' }, body });

it('after SIGTERM requests that wait for a locked database file are answered at once', async () => {
  const directory = temporaryDirectory();
  const cli = await serve(['stripe'], { directory });
  await post(cli, '/_fixtures/payment_intents', '{"id":"pi_1","status":"requires_capture"}');
  const other = new Database(`${directory}/payment-intents.db`);
  onTestFinished(() => void other.close());
  other.exec('begin immediate');

  const waiting = Array.from({ length: 20 }, () => post(cli, '/v1/payment_intents/pi_1/cancel'));
  // A request that needs no database is answered after the others have come in.
  await fetch(`${cli.url.stripe}/_health`);
  const since = performance.now();
  cli.kill('SIGTERM');

  const answers = await Promise.all(waiting);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(await cli.ended).toMatchObject({ code: 0, stderr: expect.stringMatching(/"msg":"stopped"}\n$/) });
  expect(performance.now() - since).toBeLessThan(3_000);
});
