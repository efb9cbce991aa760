import type { AnyResult, Call, ClientDialect } from './ClientDialect.js';
import type { ResponseProblems } from './responseProblems.js';

/** Compares every response with the document. The validator is there before anything is sent. */
export function validated(
  send: (call: Call) => Promise<AnyResult>,
  loadDocument: ClientDialect['loadDocument'],
): (call: Call) => Promise<AnyResult> {
  let loading: Promise<ResponseProblems> | undefined;
  const load = async () => (await import('./responseProblems.js')).loadResponseProblems(loadDocument);

  return async (call) => {
    loading ??= load();
    const problemsOf = await loading;
    const result = await send(call);
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
