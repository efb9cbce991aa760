import type { Mutate } from '../Mutant.js';
import type { Members } from '../replies.js';
import { handled } from '../requests.js';

/** Replies of an operation say something else than they should. */
export function answers(operationId: string, status: number, change: (body: Members) => unknown): Mutate {
  return handled(operationId, async (_request, _context, reference) => {
    const reply = await reference();
    return reply.status === status ? { status, body: change(reply.body as Members) } : reply;
  });
}
