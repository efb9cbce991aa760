/** The answers to values that the document does not allow. */

import type { Operation } from '../../contract/Contract.js';
import type { Shape } from '../../contract/shape.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { HandlerContext, Reply, Violation } from '../Dialect.js';
import { badAmount } from './amountErrors.js';
import { refuseAmount, refuseCurrency } from './amounts.js';
import { badParameter, badReason, emptyParameter, envelope, invalid } from './errors.js';
import { namesIn, type Parameters, paramOf, valueAt } from './violationPlace.js';

interface Refused {
  readonly parameters: Parameters;
  readonly violations: readonly Violation[];
  readonly operation: Operation;
}

export function refuseAbsent({ violations }: Pick<Refused, 'violations'>, context: HandlerContext): Reply | undefined {
  const absent = violations.find(({ keyword }) => keyword === 'required');
  if (!absent) return undefined;
  const param = paramOf(namesIn(absent));
  const message = `Missing required param: ${param}.`;
  return {
    status: 400,
    body: envelope({ code: 'parameter_missing', message, param, type: invalid }, context),
  };
}

/** What a keyword of a schema says in the vendor's words, or in words of its kind. */
export function refuseValue(
  { parameters, violations, operation }: Refused,
  shape: Shape,
  intent: PaymentIntent | undefined,
  context: HandlerContext,
): Reply {
  // The alternative that says the most: what a value has to be, before that it is none of them.
  const violation = violations.find(({ keyword }) => keyword !== 'anyOf' && keyword !== 'const') ?? violations[0];
  const names = violation ? namesIn(violation) : [];
  const param = paramOf(names);
  const value = valueAt(parameters, names);
  const limit = Number(/-?\d+/.exec(violation?.message ?? '')?.[0]);

  if (value === '') return emptyParameter(param, intent, context);
  if (param === 'cancellation_reason' && intent) return badReason(String(value), intent, context);
  if (param === 'amount_to_capture' && intent) return badAmount(Number(value), intent, context);
  if (param === 'amount' && typeof value === 'number') {
    const currency = String(parameters.currency ?? (intent?.details as { currency?: string })?.currency).toLowerCase();
    const refusal = refuseCurrency(currency, context) ?? refuseAmount(value, currency, context);
    if (refusal) return refusal;
  }
  // The validator judges the query as it was sent, where a space may be a plus sign.
  if (violation?.message.includes('reserved characters')) {
    return badParameter(`Invalid ${param}: send its characters percent-encoded, a space as %20.`, param, context);
  }
  switch (violation?.keyword) {
    case 'enum': {
      const values = names.reduce<Shape | undefined>(
        (within, name) => within?.properties?.[name] ?? within?.items,
        shape,
      );
      return badParameter(`Invalid ${param}: must be one of ${listed(values?.values ?? [])}`, param, context);
    }
    case 'minimum':
    case 'maximum': {
      const side = violation.keyword === 'minimum' ? 'greater' : 'less';
      const message = `This value must be ${side} than or equal to ${limit}.`;
      const fields = { code: 'parameter_invalid_integer', message, param, type: invalid } as const;
      return { status: 400, body: envelope(fields, context) };
    }
    case 'maxLength':
      return badParameter(`Invalid string: must be at most ${limit} characters`, param, context);
    default:
      return badParameter(
        `Invalid ${param || operation.id}: ${violation?.message ?? 'it is not acceptable'}`,
        param,
        context,
      );
  }
}

/** `a, b, or c` */
function listed(values: readonly string[]): string {
  return values.length < 3 ? values.join(' or ') : `${values.slice(0, -1).join(', ')}, or ${values.at(-1)}`;
}
