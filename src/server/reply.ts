import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { documentSchemas, operationsOf, responseSchemaPointer } from '../contract/schemas.js';
import type { Dialect, Reply } from '../dialects/Dialect.js';
import type { Answer } from './Answer.js';
import { exchangeOf, sendJson } from './exchange.js';
import { operationOf } from './operation.js';

/** Sends one answer in the dialect's envelope, with the dialect's headers. */
export type SendReply = (request: Request, response: Response, answer: Answer) => void;

/**
 * An answer that deviates from the document is sent all the same and logged as an error: by now the intent has moved,
 * and its owner must be told so.
 */
export function createSendReply(dialect: Dialect, log: Logger): SendReply {
  const deviationOf = createReplyCheck(dialect);
  return (request, response, answer) => {
    const operation = operationOf(request)?.id;
    const deviation = operation && deviationOf(operation, answer);
    if (deviation) log.error({ operation, status: answer.status, deviation }, 'reply deviates from the document');
    const { status, body, text = JSON.stringify(body), execution } = answer;
    response.status(status).set(dialect.headers(exchangeOf(response), status, execution));
    sendJson(response, text);
  };
}

/** Says how a reply deviates from the document. The validator's own check would take 0.5 s to compile: it does so anew for every status. */
function createReplyCheck({ document }: Dialect) {
  const findSchema = documentSchemas(document);
  const operations = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]));

  return (operationId: string, { status, body }: Reply): string | undefined => {
    const operation = operations.get(operationId);
    const pointer = operation && responseSchemaPointer(operation, status);
    if (pointer === undefined) return `${operationId} has no response ${status}`;
    const validate = findSchema(pointer);
    if (validate(body)) return undefined;
    const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
    return `${instancePath} ${message}`;
  };
}
