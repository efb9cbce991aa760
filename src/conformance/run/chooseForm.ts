/** Finds out once, before all checks, which form of request the target takes. */

import type { Parameter } from '../checks/Session.js';
import { type Forms, type RequestOf, suites } from '../checks/suites.js';
import { cancelOf, send, unknownId } from './preflight.js';
import type { ChosenForm, Run } from './Run.js';

/** Statuses that may refuse the form of a request rather than what it asks for. */
const refusals: ReadonlySet<number> = new Set([400, 411, 415, 422]);

const parameters: readonly Parameter[] = [['cancellation_reason', 'duplicate']];

/**
 * Asks to cancel an unknown intent, without parameters and with one. If the first form is refused and another is not,
 * all checks use the other, except those of the form itself.
 */
export async function chooseForm(run: Run): Promise<ChosenForm> {
  const { requests, parameters: writings } = suites[run.dialect];
  const requestOf = requests && (await firstTaken(requests, (candidate) => candidate('POST'), run));
  const writeParameters = writings && (await firstTaken(writings, (candidate) => candidate(parameters), run));
  return { ...(requestOf && { requestOf }), ...(writeParameters && { writeParameters }) };
}

/** The first form that is not refused; when all are, the first. */
async function firstTaken<Form>(
  forms: Forms<Form>,
  requestIn: (form: Form) => ReturnType<RequestOf>,
  run: Run,
): Promise<Form> {
  const [usual] = forms;
  for (const form of forms) {
    const request = cancelOf(run.dialect, run.target.key, unknownId, requestIn(form));
    // The checks judge a target that gives no answer.
    const answer = await send(request, run).catch(() => undefined);
    if (!answer) return usual;
    if (!refusals.has(answer.status)) return form;
  }
  return usual;
}
