import type { DialectName } from '../contract/dialect.js';
import type { Attempt } from './attempt.js';

/** Compares every answer with the document. The validator is there before anything is sent. */
export function validated(attempt: Attempt, dialect: DialectName): Attempt {
  const loading = import('./responseProblems.js').then(({ loadResponseProblems }) => loadResponseProblems(dialect));
  // Whoever awaits it hears of it.
  loading.catch(() => undefined);

  return async (call, options) => {
    const problemsOf = await loading;
    const result = await attempt(call, options);
    const { data, error, response } = result;
    const body = data ?? (error?.kind === 'api' ? error.body : undefined);
    if (!response || body === undefined) return result;

    const { status } = response;
    const problems = problemsOf(call, status, body);
    if (problems.length === 0) return result;
    const message = `HTTP ${status} deviates from the document: ${problems.join('; ')}.`;
    return { error: { kind: 'invalid_response', status, body, problems, message }, response };
  };
}
