import type { AnyResult, Call, ClientDialect } from './ClientDialect.js';
import { loadResponseProblems } from './responseProblems.js';

/** Turns a result into an error if its response deviates from the document. */
export type ReplyValidator = (call: Call, result: AnyResult) => AnyResult;

/** Loaded on demand, with the validator and the document. */
export async function loadReplyValidator(loadDocument: ClientDialect['loadDocument']): Promise<ReplyValidator> {
  const problemsOf = await loadResponseProblems(loadDocument);

  return (call, result) => {
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
