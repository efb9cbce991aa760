/** The payment methods that exist for tests, as data: what each is, and what a confirmation with it comes to. */

/** What a confirmation with a payment method comes to. */
export type Behavior =
  | { readonly kind: 'succeeds' }
  | { readonly kind: 'declines'; readonly decline: DeclineName }
  /** The customer has to authenticate; a payment that is authenticated is declined if it says so. */
  | { readonly kind: 'authenticates'; readonly decline?: DeclineName }
  /** The account is debited after some days, unless it never is. */
  | { readonly kind: 'debits'; readonly ends: 'succeeds' | 'fails' | 'never'; readonly failure?: DebitFailure };

/** Why a payment is declined. */
export interface Decline {
  readonly code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error';
  readonly decline_code: string;
  readonly message: string;
  readonly advice_code: string;
  readonly network_decline_code: string;
  readonly network_advice_code?: string;
  readonly param?: string;
}

const declined = 'Your card was declined.';
const tryAgain = 'try_again_later';

export const declines = {
  generic: {
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: declined,
    advice_code: tryAgain,
    network_decline_code: '01',
  },
  insufficientFunds: {
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    advice_code: tryAgain,
    network_decline_code: '51',
    network_advice_code: '02',
  },
  lostCard: {
    code: 'card_declined',
    decline_code: 'lost_card',
    message: declined,
    advice_code: 'do_not_try_again',
    network_decline_code: '41',
    network_advice_code: '01',
  },
  stolenCard: {
    code: 'card_declined',
    decline_code: 'stolen_card',
    message: declined,
    advice_code: 'do_not_try_again',
    network_decline_code: '43',
    network_advice_code: '01',
  },
  expiredCard: {
    code: 'expired_card',
    decline_code: 'expired_card',
    message: 'Your card has expired.',
    advice_code: 'confirm_card_data',
    network_decline_code: '54',
    network_advice_code: '03',
    param: 'exp_month',
  },
  incorrectCvc: {
    code: 'incorrect_cvc',
    decline_code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    advice_code: 'confirm_card_data',
    network_decline_code: 'N7',
    network_advice_code: '03',
    param: 'cvc',
  },
  processingError: {
    code: 'processing_error',
    decline_code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice_code: tryAgain,
    network_decline_code: '06',
  },
  velocityLimitExceeded: {
    code: 'card_declined',
    decline_code: 'card_velocity_exceeded',
    message: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    advice_code: tryAgain,
    network_decline_code: '61',
    network_advice_code: '02',
  },
} as const satisfies Record<string, Decline>;

export type DeclineName = keyof typeof declines;

/** Why a debit fails. Our reading: code and message. */
const debitFailures = {
  insufficientFunds: { code: 'debit_not_authorized', message: 'The account has insufficient funds.' },
  accountClosed: { code: 'bank_account_unusable', message: 'The account is closed.' },
} as const;

export type DebitFailure = keyof typeof debitFailures;

export const debitFailureOf = (name: DebitFailure) => debitFailures[name];

/** A card for tests. */
export interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly funding: 'credit' | 'debit';
  readonly behavior: Behavior;
}

const visa = (number: string, behavior: Behavior): TestCard => ({ number, brand: 'visa', funding: 'credit', behavior });
const succeeds: Behavior = { kind: 'succeeds' };
const authenticates: Behavior = { kind: 'authenticates' };
const declining = (decline: DeclineName): Behavior => ({ kind: 'declines', decline });

/** By what stands between `pm_card_` or `tok_` and the end. The form `pm_card_visa_…` names the same card. */
export const testCards: Readonly<Record<string, TestCard>> = {
  visa: visa('4242424242424242', succeeds),
  visa_debit: { ...visa('4000056655665556', succeeds), funding: 'debit' },
  mastercard: { ...visa('5555555555554444', succeeds), brand: 'mastercard' },
  amex: { ...visa('378282246310005', succeeds), brand: 'amex' },
  discover: { ...visa('6011111111111117', succeeds), brand: 'discover' },
  chargeDeclined: visa('4000000000000002', declining('generic')),
  chargeDeclinedInsufficientFunds: visa('4000000000009995', declining('insufficientFunds')),
  chargeDeclinedLostCard: visa('4000000000009987', declining('lostCard')),
  chargeDeclinedStolenCard: visa('4000000000009979', declining('stolenCard')),
  chargeDeclinedExpiredCard: visa('4000000000000069', declining('expiredCard')),
  chargeDeclinedIncorrectCvc: visa('4000000000000127', declining('incorrectCvc')),
  chargeDeclinedProcessingError: visa('4000000000000119', declining('processingError')),
  chargeDeclinedVelocityLimitExceeded: visa('4000000000006975', declining('velocityLimitExceeded')),
  chargeCustomerFail: visa('4000000000000341', declining('generic')),
  authenticationRequired: visa('4000002760003184', authenticates),
  authenticationRequiredOnSetup: visa('4000002500003155', authenticates),
  authenticationRequiredChargeDeclinedInsufficientFunds: visa('4000008260003178', {
    kind: 'authenticates',
    decline: 'insufficientFunds',
  }),
  threeDSecure2Required: visa('4000000000003220', authenticates),
  threeDSecureOptional: visa('4000000000003055', succeeds),
};

/** Bank accounts in the United States, by their ids. */
export const testBankAccounts: Readonly<Record<string, Behavior>> = {
  pm_usBankAccount_success: { kind: 'debits', ends: 'succeeds' },
  pm_usBankAccount_processing: { kind: 'debits', ends: 'never' },
  pm_usBankAccount_insufficientFunds: { kind: 'debits', ends: 'fails', failure: 'insufficientFunds' },
  pm_usBankAccount_accountClosed: { kind: 'debits', ends: 'fails', failure: 'accountClosed' },
};

/** Accounts that are debited by SEPA. */
export const testIbans: ReadonlySet<string> = new Set(['AT321904300235473204', 'DE89370400440532013000']);

/** The card that a payment method's id, a token or a number names; undefined when it names none. */
export function testCardOf(name: string): TestCard | undefined {
  const byName = /^(?:pm_card_|tok_)(?:visa_(?=[a-z]+[A-Z]))?(\w+)$/.exec(name)?.[1];
  if (byName !== undefined && Object.hasOwn(testCards, byName)) return testCards[byName];
  return Object.values(testCards).find(({ number }) => number === name);
}
