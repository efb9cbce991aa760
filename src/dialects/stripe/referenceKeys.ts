/** The keys that anyone may know, by what they are for. */
export const referenceKeys = {
  secret: { key: 'sk_test_reference', organization: 'acct_reference' },
  live: { key: 'sk_live_reference', organization: 'acct_reference' },
  publishable: { key: 'pk_test_reference', organization: 'acct_reference' },
  other: { key: 'sk_test_other', organization: 'acct_other' },
  platform: { key: 'sk_test_platform', organization: 'acct_platform', accounts: ['acct_connected'] },
} as const;
