import type { OpenApiDocument } from './document.js';
import type { DocumentedOperation } from './schemas.js';

/** A header that the document gives an answer. */
export interface DocumentedHeader {
  readonly name: string;
  readonly required: boolean;
  /** JSON pointer of the schema its value has to satisfy. */
  readonly schema: string;
}

interface ResponseObject {
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
}

/** The headers of an operation's answer; none for a status that the document does not give it. */
export function responseHeaders(
  { components }: OpenApiDocument,
  operation: DocumentedOperation,
  status: number,
): DocumentedHeader[] {
  const response = componentOf(operation.responses[status]?.$ref);
  const { headers = {} } = (components.responses?.[response] ?? {}) as ResponseObject;
  return Object.entries(headers).map(([name, { $ref }]) => {
    const { required = false } = (components.headers?.[componentOf($ref)] ?? {}) as { required?: boolean };
    return { name, required, schema: `${$ref.slice(1)}/schema` };
  });
}

/** The name of a component, from a reference to it. */
function componentOf(reference = ''): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
