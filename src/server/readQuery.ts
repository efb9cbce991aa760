import type { Request } from 'express';
import type { OpenApiDocument } from '../contract/document.js';
import type { DocumentedOperation } from '../contract/schemas.js';
import type { Dialect } from '../dialects/Dialect.js';
import { RefusedRequest } from './RefusedRequest.js';

/** A query as its dialect writes it. Undefined for an operation that has none: then whatever was sent is ignored. */
interface Query {
  readonly sent?: object;
  /** Of that, the parameters that the document knows. */
  readonly documented?: object;
}

/**
 * Makes the reader of one operation's query.
 *
 * @throws RefusedRequest from the reader, when it can't make sense of one.
 */
export function queryReader(dialect: Dialect, operation: DocumentedOperation): (request: Request) => Query {
  const names = queryParametersOf(dialect.document, operation);
  if (names.length === 0) return () => ({});
  return ({ originalUrl }) => {
    const reading = dialect.readQuery(originalUrl.split('?').slice(1).join('?'));
    if ('fault' in reading) throw new RefusedRequest(reading.fault);
    const sent = reading.value as object;
    return { sent, documented: Object.fromEntries(Object.entries(sent).filter(([name]) => names.includes(name))) };
  };
}

/** The names of an operation's parameters in the query. */
function queryParametersOf({ components }: OpenApiDocument, { parameters }: DocumentedOperation): string[] {
  const documented = Object.entries(components.parameters ?? {}) as [string, { in: string; name: string }][];
  return documented
    .filter(([component, { in: place }]) => {
      const $ref = `#/components/parameters/${component}`;
      return place === 'query' && parameters.some((parameter) => parameter.$ref === $ref);
    })
    .map(([, { name }]) => name);
}
