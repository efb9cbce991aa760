/** The types of handlers, derived from a document. */

/** A generated operation: the parts that handlers need. */
export interface Operation {
  parameters: { path?: object; query?: object; header?: object };
  requestBody?: { content: object } | undefined;
  responses: object;
}

type Content<Of> = Of extends { content: infer Media } ? Media[keyof Media] : undefined;

type Present<Value> = Exclude<Value, undefined>;

/** A validated request. `body` is undefined when none was sent. */
export interface OperationRequest<Of extends Operation> {
  readonly path: Present<Of['parameters']['path']>;
  readonly query: Present<Of['parameters']['query']> | undefined;
  readonly body: Content<Present<Of['requestBody']>> | undefined;
}

/** Every status of an operation, each with its body. */
export type OperationReply<Of extends Operation> = {
  [Status in keyof Of['responses'] & number]: {
    readonly status: Status;
    readonly body: Content<Of['responses'][Status]>;
  };
}[keyof Of['responses'] & number];

/** Ids of webhooks, which the server sends and a receiver answers: `receivePaymentIntentCanceled`. */
type WebhookId = `receive${string}`;

/**
 * One handler for each operation of a document except webhooks. A missing handler, a status that the document doesn't list and
 * an error code that the status can't have are compile errors.
 */
export type Handlers<Operations, Context> = {
  readonly [Id in Exclude<keyof Operations, WebhookId>]: Operations[Id] extends Operation
    ? (request: OperationRequest<Operations[Id]>, context: Context) => Promise<OperationReply<Operations[Id]>>
    : never;
};
