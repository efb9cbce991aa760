/** The pages of the docs in the order of their navigation. A page is `<id>.html`, and the same as Markdown `<id>.md`. */
export const pages = [
  { id: 'index', label: 'Comparison', kind: 'guide' },
  { id: 'stripe', label: 'Reference', group: 'Stripe', kind: 'reference' },
  { id: 'stripe-guide', label: 'Guide', group: 'Stripe', kind: 'guide' },
  { id: 'stripe-errors', label: 'Errors', group: 'Stripe', kind: 'errors' },
  { id: 'chargefy', label: 'Reference', group: 'Chargefy', kind: 'reference' },
  { id: 'chargefy-guide', label: 'Guide', group: 'Chargefy', kind: 'guide' },
  { id: 'chargefy-guide.pt', label: 'Guia', group: 'Chargefy', kind: 'guide', lang: 'pt-BR' },
  { id: 'chargefy-errors', label: 'Errors', group: 'Chargefy', kind: 'errors' },
  { id: 'control', label: 'Reference', group: 'Control', kind: 'reference' },
];

/** The document that a page is about: `stripe` of `stripe-errors`; undefined for the comparison. */
export const documentOf = ({ id, group }) => group && id.split('-')[0];
