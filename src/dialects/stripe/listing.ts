/** Pages of intents. */

import type { OperationReply, OperationRequest } from '../../contract/handlers.js';
import type { Operations } from '../../contract/stripe.js';
import type { PageQuery } from '../../domain/Store.js';
import type { HandlerContext } from '../Dialect.js';
import { envelope, invalid } from './errors.js';
import { expand, refuseExpand } from './expand.js';
import { exclusiveParameters } from './paymentErrors.js';

type Query = NonNullable<OperationRequest<Operations['listPaymentIntents']>['query']>;
type ListReply = OperationReply<Operations['listPaymentIntents']>;

const defaultLimit = 10;

export async function list(query: Query, context: HandlerContext): Promise<ListReply> {
  const { intents, key } = context;
  const { expand: paths = [], starting_after: after, ending_before: before, limit = defaultLimit, customer } = query;
  const refusal = refuseExpand(paths, context, 'list');
  if (refusal) return refusal;
  if (after !== undefined && before !== undefined) {
    return exclusiveParameters(['starting_after', 'ending_before'], context) as ListReply;
  }
  const cursor = after ?? before;
  if (cursor !== undefined && !(await intents.find(key, cursor))) {
    const param = after === undefined ? 'ending_before' : 'starting_after';
    const message = `No such payment_intent: '${cursor}'`;
    return { status: 400, body: envelope({ code: 'resource_missing', message, param, type: invalid }, context) };
  }
  const page = await intents.page(key, {
    limit,
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
    ...(customer !== undefined && { customer }),
    ...limitsOf(query.created),
  });
  const within = paths.map((path) => path.replace(/^data\.?/, '')).filter((path) => path !== '');
  const data = await Promise.all(page.intents.map((intent) => expand(intent, within, context)));
  return { status: 200, body: { object: 'list', data, has_more: page.hasMore, url: '/v1/payment_intents' } };
}

/** Both included. */
export function limitsOf(created: Query['created']): Pick<PageQuery, 'since' | 'until'> {
  if (created === undefined) return {};
  if (typeof created === 'number') return { since: created, until: created };
  const { gt, gte, lt, lte } = created;
  const lower = [gt === undefined ? undefined : gt + 1, gte].filter((moment) => moment !== undefined);
  const upper = [lt === undefined ? undefined : lt - 1, lte].filter((moment) => moment !== undefined);
  return {
    ...(lower.length > 0 && { since: Math.max(...lower) }),
    ...(upper.length > 0 && { until: Math.min(...upper) }),
  };
}
