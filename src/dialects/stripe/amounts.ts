/** Which amounts and currencies an intent can have. */

import type { RequestContext } from '../Dialect.js';
import { envelope, invalid } from './errors.js';

/** Minor units below which nothing is charged, where it is not 50. From memory of the vendor's page. */
const minimums: Readonly<Record<string, number>> = {
  gbp: 30,
  jpy: 50,
  mxn: 1000,
  hkd: 400,
  dkk: 250,
  sek: 300,
  nok: 300,
  pln: 200,
  czk: 1500,
  huf: 17_500,
};

const maximum = 99_999_999;

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** Why an amount can't be charged in a currency; undefined when it can. */
export function refuseAmount(amount: number, currency: string, context: RequestContext) {
  if (amount < 1) {
    const message =
      'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents';
    return refusal({ code: 'parameter_invalid_integer', message, param: 'amount' }, context);
  }
  const minimum = minimums[currency] ?? 50;
  if (amount < minimum) {
    const message = `Amount must be at least ${shown(minimum, currency)} ${currency}`;
    return refusal({ code: 'amount_too_small', message, param: 'amount' }, context);
  }
  if (amount > maximum) {
    return refusal(
      { code: 'amount_too_large', message: `Amount must be no more than ${shown(maximum, currency)}`, param: 'amount' },
      context,
    );
  }
  return undefined;
}

/** Why a currency, in lower case, is none; undefined when it is one. */
export function refuseCurrency(currency: string, context: RequestContext) {
  if (currencies.has(currency)) return undefined;
  const message = `Invalid currency: ${currency}. Stripe currently supports these currencies: usd, ${[...currencies].filter((code) => code !== 'usd').join(', ')}`;
  return { status: 400 as const, body: envelope({ message, param: 'currency', type: invalid }, context) };
}

function refusal<const Fields extends { code: 'amount_too_large' | 'amount_too_small' | 'parameter_invalid_integer' }>(
  fields: Fields & { message: string; param: string },
  context: RequestContext,
) {
  return { status: 400 as const, body: envelope({ ...fields, type: invalid }, context) };
}

/** `$0.50` */
function shown(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
