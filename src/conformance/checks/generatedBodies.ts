/** Judges cancels with generated bodies. */

import fc from 'fast-check';
import type { Answer } from '../target/Exchange.js';
import { expectSame } from './expect.js';
import { canceled, expectNoSideEffects, retrieved } from './intents.js';
import { runProperty } from './runProperty.js';
import type { RequestOverrides, Session } from './Session.js';

/** How a dialect writes the bodies of its cancel. */
export interface GeneratedBodies {
  /** Bodies that the document allows, each with the reason that the intent then has. */
  readonly valid: fc.Arbitrary<{ readonly body: string; readonly reason: string | null }>;
  /** Bodies that it does not allow. */
  readonly invalid: fc.Arbitrary<string>;
  readonly toDraft: (body: string) => RequestOverrides;
  readonly expectRefused: (session: Session, answer: Answer, what: string) => void;
}

/**
 * Judges cancels with generated bodies, three out of four of them invalid. An intent that a refusal left as it was
 * serves the next case, too: a list of ids is short.
 */
export function runBodies(session: Session, bodies: GeneratedBodies): Promise<void> {
  const { valid, invalid, toDraft, expectRefused } = bodies;
  const refused = invalid.map((body) => ({ body, reason: undefined }));
  let spare: { readonly id: string; readonly before: Readonly<Record<string, unknown>> } | undefined;

  async function arrange() {
    const id = await session.arrange('requires_payment_method');
    return { id, before: await retrieved(session, id) };
  }

  const generated = fc.oneof({ arbitrary: valid, weight: 1 }, { arbitrary: refused, weight: 3 });
  return runProperty(session, generated, async ({ body, reason }) => {
    const { id, before } = spare ?? (await arrange());
    spare = undefined;
    if (reason === undefined) {
      const what = `the body ${body}`;
      expectRefused(session, await session.cancel(id, toDraft(body)), what);
      await expectNoSideEffects(session, id, before, what);
      spare = { id, before };
    } else {
      const intent = await canceled(session, id, toDraft(body));
      expectSame(session, 'cancellation_reason', intent.cancellation_reason, reason);
    }
  });
}
