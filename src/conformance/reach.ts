import type { DialectName } from '../contract/dialect.js';
import { CannotRun } from './CannotRun.js';
import { Deviation } from './Deviation.js';
import type { JudgeOptions } from './judge.js';
import { createSession } from './Session.js';

/**
 * One request before all others: a target that is not there, hangs, redirects or speaks no JSON would fail
 * every check and say nothing.
 *
 * @throws CannotRun
 */
export async function reach(dialect: DialectName, options: JudgeOptions): Promise<void> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  const session = createSession({ ...options, dialect, signal, record: () => undefined });
  const where = options.target.url ?? 'the target';
  try {
    const answer = await session.retrieve('pi_conformance_probe');
    if (answer.status >= 300 && answer.status < 400) {
      throw new CannotRun(
        `${where} redirects to ${answer.headers.location ?? 'nowhere'}; give the address it redirects to.`,
      );
    }
    if (answer.json === undefined) {
      const type = answer.headers['content-type'] ?? 'no content type';
      throw new CannotRun(`${where} answers ${answer.status} with ${type}, not JSON; is it the API's base URL?`);
    }
  } catch (thrown) {
    if (thrown instanceof Deviation) throw new CannotRun(`${where} gives no answer: ${thrown.actual}.`);
    throw thrown;
  }
}
