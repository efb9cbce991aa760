/** Operations and parameters of Stripe’s that are not in the document, as the official SDK has them. */

import { contractFor } from '../../contract/contracts.js';

/** Each with everything below it, for any method. */
export const resources: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'v1',
    new Set([
      'account',
      'account_links',
      'account_sessions',
      'accounts',
      'apple_pay',
      'application_fees',
      'apps',
      'balance',
      'balance_settings',
      'balance_transactions',
      'billing',
      'billing_portal',
      'charges',
      'checkout',
      'climate',
      'confirmation_tokens',
      'country_specs',
      'coupons',
      'credit_notes',
      'customer_sessions',
      'customers',
      'disputes',
      'entitlements',
      'ephemeral_keys',
      'events',
      'exchange_rates',
      'file_links',
      'files',
      'financial_connections',
      'forwarding',
      'identity',
      'invoice_payments',
      'invoice_rendering_templates',
      'invoiceitems',
      'invoices',
      'issuing',
      'mandates',
      'payment_attempt_records',
      'payment_links',
      'payment_method_configurations',
      'payment_method_domains',
      'payment_methods',
      'payment_records',
      'payouts',
      'plans',
      'prices',
      'product_catalog',
      'products',
      'promotion_codes',
      'quotes',
      'radar',
      'refunds',
      'reporting',
      'reviews',
      'setup_attempts',
      'setup_intents',
      'shipping_rates',
      'sigma',
      'sources',
      'subscription_items',
      'subscription_schedules',
      'subscriptions',
      'tax',
      'tax_codes',
      'tax_ids',
      'tax_rates',
      'terminal',
      'test_helpers',
      'three_d_secure',
      'tokens',
      'topups',
      'transfers',
      'treasury',
      'webhook_endpoints',
    ]),
  ],
  ['v2', new Set(['billing', 'commerce', 'core', 'money_management', 'test_helpers'])],
]);

export const intentOperations: ReadonlySet<string> = new Set([
  'GET /v1/payment_intents/search',
  'GET /v1/payment_intents/{intent}/amount_details_line_items',
  'POST /v1/payment_intents/{intent}/apply_customer_balance',
  'POST /v1/payment_intents/{intent}/verify_microdeposits',
]);

/** Their paths look like one that is served, with the id of an object. */
const lookAlikes: ReadonlySet<string> = new Set(['GET /v1/charges/search']);

/** Whether Stripe has an operation at a path that the document does not describe. */
export function isUnserved(method: string, path: string): boolean {
  const [, version = '', resource = ''] = path.split('/');
  const template = path.replace(/^(\/v1\/payment_intents\/)[^/]+/, '$1{intent}');
  return (
    (resources.get(version)?.has(resource) === true && !isServed(method, path)) ||
    lookAlikes.has(`${method} ${path}`) ||
    intentOperations.has(`${method} ${path}`) ||
    intentOperations.has(`${method} ${template}`)
  );
}

let served: readonly { readonly method: string; readonly path: RegExp }[] | undefined;

/** Whether the document describes the operation. */
function isServed(method: string, path: string): boolean {
  served ??= contractFor('stripe').operations.map(({ method, path }) => ({
    method,
    path: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return served.some((operation) => operation.method === method && operation.path.test(path));
}

const ofAllPayments = ['amount_details', 'hooks', 'payment_details'];

/** Parameters, by operationId. */
export const unservedParameters: Readonly<Record<string, readonly string[]>> = {
  capturePaymentIntent: [
    ...ofAllPayments,
    'application_fee_amount',
    'final_capture',
    'metadata',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'transfer_data',
  ],
  confirmPaymentIntent: [
    ...ofAllPayments,
    'allowed_payment_method_types',
    'amount_to_confirm',
    'confirmation_token',
    'excluded_payment_method_types',
    'mandate',
    'radar_options',
  ],
  createPaymentIntent: [
    ...ofAllPayments,
    'confirmation_token',
    'customer_account',
    'excluded_payment_method_types',
    'mandate',
    'payment_method_configuration',
    'radar_options',
  ],
  incrementAuthorization: [
    ...ofAllPayments,
    'application_fee_amount',
    'description',
    'metadata',
    'statement_descriptor',
    'transfer_data',
  ],
  listPaymentIntents: ['customer_account'],
  updatePaymentIntent: [
    ...ofAllPayments,
    'allowed_payment_method_types',
    'customer_account',
    'excluded_payment_method_types',
    'payment_method_configuration',
  ],
};

/** Parameters with members of which the document describes a few. */
const partlyServed = ['automatic_payment_methods', 'payment_method_data', 'payment_method_options'];

/** Whether a parameter is one that Stripe has and the document does not: by its name, brackets included. */
export function isUnservedParameter(operation: string, name: string): boolean {
  const [root = ''] = name.split('[');
  const isMember = root !== name;
  return unservedParameters[operation]?.includes(root) === true || (isMember && partlyServed.includes(root));
}
