/** Asks before all checks whether the target is there and has this API. */

import { CannotRun } from '../target/CannotRun.js';
import type { Answer } from '../target/Exchange.js';
import { cancelPath } from '../target/operationPath.js';
import { createRedact } from '../target/redact.js';
import { NoAnswer, type Transport } from '../target/Transport.js';
import type { RunCheckOptions } from './runCheck.js';
import { TookTooLong, withTimeout } from './withTimeout.js';

const unknown = 'pi_conformance_probe';

/**
 * Asks before all checks whether there is such an API at all: a target that is not there, hangs, redirects or is
 * something else would fail every check, and say nothing. A target with both a fetch and a url is asked over both.
 *
 * @throws CannotRun
 */
export async function preflight(options: RunCheckOptions): Promise<void> {
  const { target, transport } = options;
  const { fetch, url = 'The target' } = target;
  await preflightOver(transport, fetch ? 'The target' : url, options);
  if (transport.overUrl) await preflightOver(transport.overUrl, url, options);
}

async function preflightOver(transport: Transport, where: string, options: RunCheckOptions): Promise<void> {
  try {
    await withTimeout(options.timeoutMs, async (signal) => {
      const complaint = await complaintAbout({ ...options, transport }, signal);
      if (complaint) throw new CannotRun(`${where} ${createRedact(options.target)(complaint)}`);
    });
  } catch (thrown) {
    const aborted = thrown instanceof NoAnswer && thrown.cause instanceof Error && thrown.cause.name === 'AbortError';
    if (aborted || thrown instanceof TookTooLong) {
      throw new CannotRun(`${where} gives no answer within ${options.timeoutMs} ms.`);
    }
    if (thrown instanceof NoAnswer) throw new CannotRun(`${where} gives no answer: ${thrown.message}.`);
    throw thrown;
  }
}

async function complaintAbout({ dialect, target, transport }: RunCheckOptions, signal: AbortSignal) {
  const headers = { Authorization: `Bearer ${target.key}` };
  const post = (path: string) => transport.send({ method: 'POST', path, headers }, signal);

  const answer = await post(cancelPath(dialect, unknown));
  const complaint = strangenessOf(answer) ?? likeness(answer, await post(`/v1/conformance_probe/${unknown}/cancel`));
  if (!complaint) return undefined;
  // What is wrong may be the answer to unknown intents alone. That is for the checks to say.
  try {
    const { id } = await target.arrange({ dialect, status: 'requires_payment_method', key: target.key, options: {} });
    const known = await post(cancelPath(dialect, id));
    return strangenessOf(known) || likeness(known, answer) ? complaint : undefined;
  } catch {
    return complaint;
  }
}

function strangenessOf({ status, headers, json }: Answer): string | undefined {
  if (status >= 300 && status < 400) {
    return `redirects to ${headers.location ?? 'nowhere'}; give the address it redirects to.`;
  }
  if (json === undefined) {
    return `answers ${status} with ${headers['content-type'] ?? 'no content type'}, not JSON; is it the API's base URL?`;
  }
  return status === 401 ? 'does not accept the key: it answers 401.' : undefined;
}

/** Not so of an API that has the operation: there an unknown intent is one thing and an unknown path another. */
function likeness(left: Answer, right: Answer): string | undefined {
  // Paths, and whatever has a digit in it: ids, dates.
  const gist = ({ text }: Answer) => text.replace(/[\w-]*\/[\w/.-]*|[\w-]*\d[\w-]*/g, '');
  const alike = left.status === right.status && gist(left) === gist(right);
  return alike ? `has no such API there: it answers ${left.status} to every path; is it the base URL?` : undefined;
}
