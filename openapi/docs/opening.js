import { partsOf } from './parts.js';

/** Members of the answer that say what a cancel has done. */
const telling = ['id', 'status', 'amount_capturable', 'canceled_at', 'cancellation_reason'];

/**
 * What a reader came for: two lines that make a hold at the local reference server and cancel it, and what the second answers,
 * an excerpt of an example of the document. Null for a document without a cancel.
 */
export function openingOf(document) {
  const { operations, examples } = partsOf(document);
  const cancel = operations.find(({ operationId }) => operationId === 'cancelPaymentIntent');
  if (!cancel) return null;

  const { value } = examples.HoldReleased;
  const url = document.servers[1].url;
  const isStripe = 'BasicAuth' in document.components.securitySchemes;
  const credentials = isStripe ? '-u sk_test_reference:' : "-H 'Authorization: Bearer ch_test_reference'";
  const { id, amount, cancellation_reason: reason } = value;
  const fixture = JSON.stringify({ id, status: 'requires_capture', amount });
  const body = isStripe
    ? `-d cancellation_reason=${reason}`
    : `-H 'Content-Type: application/json' -d '{"cancellation_reason":"${reason}"}'`;
  return {
    request: `curl ${url}/_fixtures/payment_intents ${credentials} \\
  -d '${fixture}'
curl -X POST ${url}${cancel.path.replace(/\{\w+\}/, id)} \\
  ${credentials} ${body}`,
    answer: Object.fromEntries(telling.map((member) => [member, value[member]])),
  };
}
