/** What can be answered as an object instead of an id, as the vendor's SDK has it in its types. */

/** What a property becomes: an object of one of these kinds, or a list of them that is absent until it is expanded. */
export type Expansion = readonly string[] | ExpansionOfList;

export interface ExpansionOfList {
  readonly list: readonly string[];
  /** The list's own address, with `{id}` for the object that has it. */
  readonly url: string;
}

export function isList(expansion: Expansion): expansion is ExpansionOfList {
  return 'list' in expansion;
}

const customerSource = ['source', 'account', 'bank_account', 'card'];
const balanceTransactionSource = [
  'charge',
  'application_fee',
  'connect_collection_transfer',
  'customer_cash_balance_transaction',
  'dispute',
  'fee_refund',
  'issuing.authorization',
  'issuing.dispute',
  'issuing.transaction',
  'payout',
  'refund',
  'reserve_transaction',
  'tax_deducted_at_source',
  'topup',
  'transfer',
  'transfer_reversal',
];
const sepaDebit = {
  'payment_method_details.bancontact.generated_sepa_debit': ['payment_method'],
  'payment_method_details.bancontact.generated_sepa_debit_mandate': ['mandate'],
  'payment_method_details.ideal.generated_sepa_debit': ['payment_method'],
  'payment_method_details.ideal.generated_sepa_debit_mandate': ['mandate'],
  'payment_method_details.sofort.generated_sepa_debit': ['payment_method'],
  'payment_method_details.sofort.generated_sepa_debit_mandate': ['mandate'],
  'payment_method_details.us_bank_account.mandate': ['mandate'],
};

/** For answers that no intent leads to: a page of intents, and a Checkout Session. */
export const expandableInAnswers: Readonly<Record<string, Readonly<Record<string, Expansion>>>> = {
  'checkout.session': {
    customer: ['customer'],
    invoice: ['invoice'],
    line_items: { list: ['item'], url: '/v1/checkout/sessions/{id}/line_items' },
    payment_intent: ['payment_intent'],
    payment_link: ['payment_link'],
    setup_intent: ['setup_intent'],
    subscription: ['subscription'],
  },
  list: { data: ['payment_intent'] },
};

/** By the `object` of the one that has the property. Four levels from an intent on lead no further. */
export const expandable: Readonly<Record<string, Readonly<Record<string, Expansion>>>> = {
  payment_intent: {
    'amount_details.line_items': {
      list: ['payment_intent_amount_details_line_item'],
      url: '/v1/payment_intents/{id}/amount_details_line_items',
    },
    application: ['application'],
    customer: ['customer'],
    latest_charge: ['charge'],
    on_behalf_of: ['account'],
    payment_method: ['payment_method'],
    payment_record: ['payment_record'],
    review: ['review'],
    source: customerSource,
    'transfer_data.destination': ['account'],
  },
  charge: {
    application: ['application'],
    application_fee: ['application_fee'],
    balance_transaction: ['balance_transaction'],
    customer: ['customer'],
    failure_balance_transaction: ['balance_transaction'],
    on_behalf_of: ['account'],
    payment_intent: ['payment_intent'],
    'payment_method_details.card.mandate': ['mandate'],
    ...sepaDebit,
    refunds: { list: ['refund'], url: '/v1/charges/{id}/refunds' },
    review: ['review'],
    source_transfer: ['transfer'],
    transfer: ['transfer'],
    'transfer_data.destination': ['account'],
  },
  customer: {
    cash_balance: ['cash_balance'],
    default_source: customerSource,
    invoice_credit_balance: ['invoice_credit_balance'],
    'invoice_settings.default_payment_method': ['payment_method'],
    sources: { list: customerSource, url: '/v1/customers/{id}/sources' },
    subscriptions: { list: ['subscription'], url: '/v1/customers/{id}/subscriptions' },
    tax: ['tax'],
    tax_ids: { list: ['tax_id'], url: '/v1/customers/{id}/tax_ids' },
    test_clock: ['test_helpers.test_clock'],
  },
  payment_method: {
    'card.generated_from.setup_attempt': ['setup_attempt'],
    customer: ['customer'],
    'sepa_debit.generated_from.charge': ['charge'],
    'sepa_debit.generated_from.setup_attempt': ['setup_attempt'],
  },
  balance_transaction: { source: balanceTransactionSource },
  refund: {
    balance_transaction: ['balance_transaction'],
    charge: ['charge'],
    customer: ['customer'],
    failure_balance_transaction: ['balance_transaction'],
    payment_intent: ['payment_intent'],
    payment_method: ['payment_method'],
    source_transfer_reversal: ['transfer_reversal'],
    transfer_reversal: ['transfer_reversal'],
  },
  review: { charge: ['charge'], payment_intent: ['payment_intent'] },
  application_fee: {
    account: ['account'],
    application: ['application'],
    balance_transaction: ['balance_transaction'],
    charge: ['charge'],
    originating_transaction: ['charge'],
    refunds: { list: ['fee_refund'], url: '/v1/application_fees/{id}/refunds' },
  },
  transfer: {
    balance_transaction: ['balance_transaction'],
    destination: ['account'],
    destination_payment: ['charge'],
    reversals: { list: ['transfer_reversal'], url: '/v1/transfers/{id}/reversals' },
    source_transaction: ['charge'],
  },
  account: {
    'company.verification.document.back': ['file'],
    'company.verification.document.front': ['file'],
    external_accounts: { list: ['bank_account', 'card'], url: '/v1/accounts/{id}/external_accounts' },
    'settings.branding.icon': ['file'],
    'settings.branding.logo': ['file'],
    'settings.invoices.default_account_tax_ids': ['tax_id'],
  },
  payment_record: sepaDebit,
  bank_account: { account: ['account'], customer: ['customer'] },
  card: { account: ['account'], customer: ['customer'] },
  tax_id: { customer: ['customer'] },
  subscription: {
    application: ['application'],
    customer: ['customer'],
    default_payment_method: ['payment_method'],
    default_source: customerSource,
    discounts: ['discount'],
    items: { list: ['subscription_item'], url: '/v1/subscription_items?subscription={id}' },
    latest_invoice: ['invoice'],
    on_behalf_of: ['account'],
    pending_setup_intent: ['setup_intent'],
    schedule: ['subscription_schedule'],
    test_clock: ['test_helpers.test_clock'],
  },
  transfer_reversal: {
    balance_transaction: ['balance_transaction'],
    destination_payment_refund: ['refund'],
    source_refund: ['refund'],
    transfer: ['transfer'],
  },
  fee_refund: { balance_transaction: ['balance_transaction'], fee: ['application_fee'] },
  connect_collection_transfer: { destination: ['account'] },
  customer_cash_balance_transaction: { customer: ['customer'] },
  dispute: { charge: ['charge'], payment_intent: ['payment_intent'] },
  'issuing.authorization': { cardholder: ['issuing.cardholder'], token: ['issuing.token'] },
  'issuing.dispute': { transaction: ['issuing.transaction'] },
  'issuing.transaction': {
    authorization: ['issuing.authorization'],
    balance_transaction: ['balance_transaction'],
    card: ['issuing.card'],
    cardholder: ['issuing.cardholder'],
    dispute: ['issuing.dispute'],
    token: ['issuing.token'],
  },
  payout: {
    application_fee: ['application_fee'],
    balance_transaction: ['balance_transaction'],
    destination: ['bank_account', 'card'],
    failure_balance_transaction: ['balance_transaction'],
    original_payout: ['payout'],
    reversed_by: ['payout'],
  },
  topup: { balance_transaction: ['balance_transaction'], payment_method: ['payment_method'] },
};

/** What the ids of those kinds begin with that share a property with others. */
const kindByPrefix: Readonly<Record<string, string>> = {
  acct: 'account',
  ba: 'bank_account',
  card: 'card',
  fee: 'application_fee',
  fr: 'fee_refund',
  po: 'payout',
  re: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
};

/** The kind of an object with this id, where a property may hold several; the first of them when the id does not say. */
export function kindOf(id: string, kinds: readonly string[]): string {
  const named = kindByPrefix[id.split('_', 1)[0] as string];
  return kinds.find((kind) => kind === named) ?? (kinds[0] as string);
}
