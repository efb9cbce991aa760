/** Checks that whole answers are as Stripe’s document has them. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check, TargetNeed } from '../Check.js';
import { expectDocumentedBody, expectDocumentedHeaders, expectStatus } from '../expect.js';
import { must, type Sentence } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { capture } from './capture.js';
import { sentences, should } from './sources.js';

const waiting = 'requires_payment_method';
const hold = 'requires_capture';

const noKey: RequestOverrides = { key: 'none' };
const publishable: RequestOverrides = { key: 'publishable' };
const unreachable: RequestOverrides = { headers: { 'Stripe-Account': 'acct_conformance_nobody' } };

const cancels: Ask = (session, id, draft) => session.cancel(id, draft);
const retrieves: Ask = (session, id, draft) => session.retrieve(id, draft);
const expandsBadly: Ask = (session, id) =>
  session.retrieve(id, { path: `${session.retrievePath(id)}?expand[]=conformance_nobody` });

const probes: readonly Probe[] = [
  documented('cancel', 200, sentences.canceled, hold, cancels),
  documented('cancel', 400, sentences.notCancelable, 'succeeded', cancels),
  documented('cancel', 401, sentences.noValidKey, waiting, by(noKey, cancels)),
  documented('cancel', 403, sentences.noPermission, waiting, by(publishable, cancels), ['publishable key']),
  documented('cancel', 404, sentences.notFound, waiting, unknown(cancels)),

  documented('retrieve', 200, sentences.retrieves, hold, retrieves),
  documented('retrieve', 400, sentences.unacceptable, waiting, expandsBadly),
  documented('retrieve', 401, sentences.noValidKey, waiting, by(noKey, retrieves)),
  documented('retrieve', 403, sentences.noPermission, waiting, by(unreachable, retrieves)),
  documented('retrieve', 404, sentences.notFound, waiting, unknown(retrieves)),

  documented('capture', 200, sentences.captures, hold, capture),
  documented('capture', 400, sentences.notCapturable, 'succeeded', capture),
  documented('capture', 401, sentences.noValidKey, hold, by(noKey, capture)),
  documented('capture', 403, sentences.noPermission, hold, by(publishable, capture), ['publishable key']),
  documented('capture', 404, sentences.notFound, hold, unknown(capture)),
];

type Ask = (session: Session, id: string, draft?: RequestOverrides) => Promise<Answer>;

function by(draft: RequestOverrides, ask: Ask): Ask {
  return (session, id) => ask(session, id, draft);
}

function unknown(ask: Ask): Ask {
  return (session, id) => ask(session, `${id}x`);
}

/** A request that is answered with a status. */
interface Probe {
  readonly operation: 'cancel' | 'retrieve' | 'capture';
  readonly status: number;
  readonly sentence: Sentence;
  /** The status of the intent that is asked about. */
  readonly from: string;
  readonly ask: Ask;
  readonly also: readonly TargetNeed[];
}

function documented(
  operation: Probe['operation'],
  status: number,
  sentence: Sentence,
  from: string,
  ask: Ask,
  also: readonly TargetNeed[] = [],
): Probe {
  return { operation, status, sentence, from, ask, also };
}

/** Every status that a client can provoke: the answer is as the document has it. */
export const documentedChecks: readonly Check[] = probes.flatMap((probe) => [bodyOf(probe), headersOf(probe)]);

/** The object of a success is what its sentence promises; the envelope of an error is only what recordings show. */
function bodyOf({ operation, status, sentence, from, ask, also }: Probe): Check {
  const level =
    status === 200
      ? must(sentence, 'the object is as the reference of the object has it')
      : should(`status ${status}, and the envelope of recorded errors`, sentence);
  return {
    id: `stripe/document/${operation}-${status}`,
    ...level,
    title: `the body of the ${status} of a ${operation} is as the document has it`,
    needs: [{ status: from }, ...also],
    async run(session) {
      const answer = await ask(session, await session.arrange(from));
      expectStatus(session, answer, status);
      expectDocumentedBody(session, answer, `${operation}PaymentIntent`);
    },
  };
}

function headersOf({ operation, status, sentence, from, ask, also }: Probe): Check {
  return {
    id: `stripe/document/${operation}-${status}-headers`,
    ...should('the headers of recorded answers', sentence),
    title: `the headers of the ${status} of a ${operation} are as the document has them`,
    needs: [{ status: from }, ...also],
    async run(session) {
      const answer = await ask(session, await session.arrange(from));
      if (answer.status !== status) throw new Unarranged(`it needs a ${status}; the answer is ${answer.status}`);
      expectDocumentedHeaders(session, answer, `${operation}PaymentIntent`);
    },
  };
}
