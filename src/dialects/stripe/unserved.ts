/** Operations and parameters of Stripe’s that are not in the document, as the official SDK has them. */

/** Each with everything below it, whatever the method. */
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
  'GET /v1/payment_intents',
  'GET /v1/payment_intents/search',
  'GET /v1/payment_intents/{intent}/amount_details_line_items',
  'POST /v1/payment_intents',
  'POST /v1/payment_intents/{intent}',
  'POST /v1/payment_intents/{intent}/apply_customer_balance',
  'POST /v1/payment_intents/{intent}/confirm',
  'POST /v1/payment_intents/{intent}/increment_authorization',
  'POST /v1/payment_intents/{intent}/verify_microdeposits',
]);

/** Whether Stripe has an operation at a path that the document does not describe. */
export function isUnserved(method: string, path: string): boolean {
  const [, version = '', resource = ''] = path.split('/');
  const template = path.replace(/^(\/v1\/payment_intents\/)[^/]+/, '$1{intent}');
  return (
    resources.get(version)?.has(resource) === true ||
    intentOperations.has(`${method} ${path}`) ||
    intentOperations.has(`${method} ${template}`)
  );
}

/** Parameters, by operationId. */
export const unservedParameters: Readonly<Record<string, readonly string[]>> = {
  capturePaymentIntent: [
    'amount_details',
    'application_fee_amount',
    'final_capture',
    'hooks',
    'metadata',
    'payment_details',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'transfer_data',
  ],
};
