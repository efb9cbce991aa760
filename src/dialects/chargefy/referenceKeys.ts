/** The keys that anyone may know, by what they are for. */
export const referenceKeys = {
  secret: { key: 'ch_test_reference', organization: 'org_reference' },
  live: { key: 'ch_live_reference', organization: 'org_reference' },
  other: { key: 'ch_test_other', organization: 'org_other' },
} as const;
