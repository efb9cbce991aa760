import { contractOf } from '../../../src/contract/Contract.js';
import type { OpenApiDocument } from '../../../src/contract/document.js';
import type { HandlerContext, Reading, Reply, ValidRequest } from '../../../src/dialects/Dialect.js';
import type { Front, Mutate } from './Mutant.js';

/** The server follows another document than it should. */
export function documents(change: (document: OpenApiDocument) => void): Mutate {
  return ({ dialect }) => {
    const document = structuredClone(dialect.contract.document);
    change(document);
    return { dialect: { ...dialect, contract: contractOf(document) } };
  };
}

/** The same of one schema. */
export function schemas(name: string, change: (schema: Record<string, unknown>) => void): Mutate {
  return documents(({ components }) =>
    change((components.schemas as Record<string, Record<string, unknown>>)[name] ?? {}),
  );
}

/** Bodies are read differently. */
export function readings(
  read: (text: string, contentType: string, reference: (text?: string, contentType?: string) => Reading) => Reading,
): Mutate {
  return ({ dialect }) => ({
    dialect: {
      ...dialect,
      readBody: (bytes, contentType, expected) =>
        read(bytes.toString(), contentType, (text, type = contentType) =>
          dialect.readBody(text === undefined ? bytes : Buffer.from(text), type, expected),
        ),
    },
  });
}

/** What was read is taken for something else. */
export function bodiesReadAs(change: (body: Record<string, unknown>) => unknown): Mutate {
  return readings((_text, _type, reference) => {
    const reading = reference();
    return 'value' in reading && isObject(reading.value) ? { value: change(reading.value) } : reading;
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys are read from other headers. */
export function keysReadAs(
  read: (authorization: string, reference: (text: string) => string | undefined) => string | undefined,
): Mutate {
  return ({ dialect }) => ({
    dialect: { ...dialect, parseCredentials: (authorization = '') => read(authorization, dialect.parseCredentials) },
  });
}

interface AnyRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: { readonly expand?: readonly string[] } | undefined;
  readonly body: { readonly expand?: readonly string[]; readonly cancellation_reason?: string | null } | undefined;
}

/** An operation does something else. */
export function handled(
  operationId: string,
  handle: (
    request: AnyRequest,
    context: HandlerContext,
    reference: (request?: object) => Promise<Reply>,
  ) => Promise<Reply>,
): Mutate {
  return ({ dialect }) => {
    const handler = dialect.handlers[operationId] as NonNullable<(typeof dialect.handlers)[string]>;
    const mutated = (request: ValidRequest, context: HandlerContext) =>
      handle(request as unknown as AnyRequest, context, (changed = {}) => handler({ ...request, ...changed }, context));
    return { dialect: { ...dialect, handlers: { ...dialect.handlers, [operationId]: mutated } } };
  };
}

/** Something in front of the server takes the request, or changes it; true when it has answered. */
export function front(take: (...context: Parameters<Front>) => boolean | undefined): Mutate {
  return () => ({
    front(request, response, next) {
      if (!take(request, response, next)) next();
    },
  });
}
