/** Checks that a target is there and is an API of the dialect. */

import type { RequestOf } from '../checks/suites.js';
import { CannotRun } from '../target/CannotRun.js';
import type { Answer, HttpRequest } from '../target/Exchange.js';
import { cancelPath, retrievePath } from '../target/operationPath.js';
import { createRedact } from '../target/redact.js';
import { isUnarranged } from '../target/Target.js';
import { NoAnswer, type Transport } from '../target/Transport.js';
import { messageOf } from '../target/wordsOf.js';
import { arrangeIntent } from './arrangeIntent.js';
import type { Run } from './Run.js';
import { Stopped } from './Stopped.js';
import { TookTooLong, withTimeout } from './withTimeout.js';

/** An id that no intent has, in the form of both vendors: an API may refuse another form before it looks. */
export const unknownId = 'pi_3ConformanceProbe0000000';

/** Characters of an answer that a line shows. */
const legible = 80;

type Asking = Pick<Run, 'dialect' | 'target' | 'transport' | 'pace' | 'timeoutMs' | 'signal'>;

/**
 * Checks first whether there is such an API: a target that is not there, hangs, redirects or is another API would fail
 * every check, which proves nothing. A target with both a fetch and a url is asked over both.
 *
 * @throws CannotRun
 */
export async function preflight(options: Run): Promise<void> {
  const { target, transport } = options;
  const { fetch, url = 'The target' } = target;
  await preflightOver(transport, fetch ? 'The target' : url, options);
  if (transport.overUrl) await preflightOver(transport.overUrl, url, options);
}

/**
 * Asks once whether there is still an answer of any kind.
 *
 * @throws NoAnswer
 */
export async function probe({ dialect, target, transport, timeoutMs, signal }: Omit<Asking, 'pace'>): Promise<void> {
  await withTimeout(
    timeoutMs,
    (given) => transport.send(cancelOf(dialect, target.key, unknownId), given),
    signal,
  ).catch((thrown: unknown) => {
    throw thrown instanceof TookTooLong ? new NoAnswer(`none within ${timeoutMs} ms`) : thrown;
  });
}

async function preflightOver(transport: Transport, where: string, options: Run): Promise<void> {
  try {
    const complaint = await complaintAbout({ ...options, transport });
    if (complaint) throw new CannotRun(`${where} ${createRedact(options.target)(complaint)}`);
  } catch (thrown) {
    const asked = `POST ${cancelPath(options.dialect, unknownId)}`;
    if (thrown instanceof TookTooLong) {
      throw new CannotRun(`${where} gives no answer to ${asked} within ${options.timeoutMs} ms.`);
    }
    if (thrown instanceof NoAnswer) throw new CannotRun(`${where} gives no answer to ${asked}: ${thrown.message}.`);
    if (thrown instanceof Stopped) throw new CannotRun(`Nothing was judged: ${thrown.message}.`);
    if (isUnarranged(thrown)) throw new CannotRun(`${where} is ${messageOf(thrown)}.`);
    throw thrown;
  }
}

async function complaintAbout(options: Run): Promise<string | undefined> {
  const { dialect, target } = options;
  const { key } = target;
  const request = cancelOf(dialect, key, unknownId);
  const answer = await send(request, options);
  const other = { ...request, path: `/v1/conformance_probe/${unknownId}/cancel` };
  const complaint = strangenessOf(answer) ?? likeness(answer, await send(other, options));
  if (!complaint) return undefined;
  const told = `${complaint} ${sentAndCame(request, answer)}`;
  // Perhaps only the answer to unknown intents is wrong. The checks will say so.
  return (await knowsAnIntent(answer, options)) ? undefined : told;
}

/** Looks at an existing intent by a retrieve. If that shows nothing and intents are not few, by a cancel. */
async function knowsAnIntent(unlike: Answer, options: Run): Promise<boolean> {
  const { dialect, target, signal } = options;
  const sane = (answer: Answer) => !strangenessOf(answer) && !likeness(answer, unlike);
  try {
    const wanted = { status: 'requires_payment_method', key: target.key, options: {} };
    const { id, giveBack } = await arrangeIntent(options, 'preflight', wanted, signal);
    giveBack?.();
    const retrieval = { ...cancelOf(dialect, target.key, id), method: 'GET', path: retrievePath(dialect, id) };
    if (sane(await send(retrieval, options))) return true;
    return giveBack === undefined && sane(await send(cancelOf(dialect, target.key, id), options));
  } catch {
    return false;
  }
}

export function cancelOf(
  dialect: Run['dialect'],
  key: string,
  id: string,
  { headers = {}, body }: ReturnType<RequestOf> = {},
): HttpRequest {
  const given = Object.entries({ Authorization: `Bearer ${key}`, ...headers });
  return {
    method: 'POST',
    path: cancelPath(dialect, id),
    headers: Object.fromEntries(given.filter((header): header is [string, string] => header[1] !== undefined)),
    ...(body !== undefined && { body }),
  };
}

/** Sends in its turn, in the time that one request has. */
export function send(request: HttpRequest, { transport, timeoutMs, pace, signal }: Asking): Promise<Answer> {
  return pace.patiently(() => withTimeout(timeoutMs, (given) => transport.send(request, given), signal), signal);
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

/** An API with the operation answers an unknown intent differently from an unknown path. */
function likeness(left: Answer, right: Answer): string | undefined {
  // Without paths, and words that have a digit: ids, dates.
  const gist = ({ text }: Answer) => text.replace(/[\w/.-]+/g, (word) => (/[\d/]/.test(word) ? '' : word));
  const alike = left.status === right.status && gist(left) === gist(right);
  return alike
    ? `has no such API there: it answers ${left.status} to every path; is it the base URL, or does it speak the other dialect?`
    : undefined;
}

/** What was sent and what came back, for finding the cause. */
function sentAndCame({ method, path }: HttpRequest, { status, text }: Answer): string {
  const legibly = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const body = legibly.length > legible ? `${legibly.slice(0, legible)}…` : legibly || 'an empty body';
  return `(${method} ${path} came back as ${status}: ${body})`;
}
