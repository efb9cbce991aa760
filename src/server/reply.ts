import type { ValidateFunction } from 'ajv';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { documentSchemas, operationsOf, responseSchemaPointer } from '../contract/schemas.js';
import type { Dialect, Reply } from '../dialects/Dialect.js';
import type { Answer } from './Answer.js';
import { exchangeOf, sendJson } from './exchange.js';
import { operationOf } from './operation.js';

/** Sends one answer in the dialect's envelope, with the dialect's headers. */
export type SendReply = (response: Response, answer: Answer) => void;

/**
 * An answer that deviates from the document is sent all the same and logged as an error: by now the intent has moved,
 * and its owner must be told so.
 */
export function createSendReply(dialect: Dialect, log: Logger): SendReply {
  const deviationOf = createReplyCheck(dialect);
  return (response, answer) => {
    const operation = operationOf(response)?.operationId;
    const deviation = operation && deviationOf(operation, answer);
    if (deviation) log.error({ operation, status: answer.status, deviation }, 'reply deviates from the document');
    const { status, body, text = JSON.stringify(body), execution } = answer;
    sendJson(response, status, dialect.headers(exchangeOf(response), status, execution), text);
  };
}

/** Says how a reply deviates from the document. The validator's own check would take 0.5 s to compile: it does so anew for every status. */
function createReplyCheck({ document }: Dialect) {
  const findSchema = documentSchemas(document);
  const operations = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]));
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (operationId: string, status: number) => {
    const operation = operations.get(operationId);
    const pointer = operation && responseSchemaPointer(operation, status);
    return pointer === undefined ? undefined : findSchema(pointer);
  };

  return (operationId: string, { status, body }: Reply): string | undefined => {
    const place = `${operationId} ${status}`;
    // Ajv takes 20 µs to find a schema that it has compiled.
    const validate = validators.get(place) ?? validatorOf(operationId, status);
    if (!validate) return `${operationId} has no response ${status}`;
    validators.set(place, validate);
    if (validate(body)) return undefined;
    const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
    return `${instancePath} ${message}`;
  };
}
