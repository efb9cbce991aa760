/** The index for programs that read: what is here, and where the Markdown of each page is. */
export function llmsText(written) {
  const lines = written.map(({ id, title, summary }) => `- [${title}](${id}.md): ${summary}`);
  return `# payment-intent-contract

> Canceling a PaymentIntent as Stripe and as Chargefy speak it: documents, guides, errors, and a local reference server that behaves as
> described. At Stripe a terminal status is a 400, and a 409 asks for a retry; at Chargefy a terminal status is a 409, and no retry helps.

## Pages

${lines.join('\n')}

## Documents

A reference server has the OpenAPI 3.1 document of its dialect at \`/openapi.json\` and \`/openapi.yaml\`. The package has all as
\`payment-intent-contract/stripe.json\`, \`payment-intent-contract/chargefy.json\` and \`payment-intent-contract/control.json\`.
`;
}
