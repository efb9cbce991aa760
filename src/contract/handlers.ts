/** The types that a document gives its handlers. */

/** What a generated operation looks like, as far as a handler needs it. */
export interface Operation {
  parameters: { path?: object; query?: object; header?: object };
  requestBody?: { content: object } | undefined;
  responses: object;
}

type Content<Of> = Of extends { content: infer Media } ? Media[keyof Media] : undefined;

type Present<Value> = Exclude<Value, undefined>;

/** A request that agrees with the document. `body` is undefined when none was sent. */
export interface OperationRequest<Of extends Operation> {
  readonly path: Present<Of['parameters']['path']>;
  readonly query: Present<Of['parameters']['query']> | undefined;
  readonly body: Content<Present<Of['requestBody']>> | undefined;
}

/** Every status the document gives an operation, each with the body it gives that status. */
export type OperationReply<Of extends Operation> = {
  [Status in keyof Of['responses'] & number]: {
    readonly status: Status;
    readonly body: Content<Of['responses'][Status]>;
  };
}[keyof Of['responses'] & number];

/** Ids of webhooks, which the server sends and a receiver answers: `receivePaymentIntentCanceled`. */
type WebhookId = `receive${string}`;

/**
 * One handler for every operation of a document that is served. A missing handler, a status the document does not list
 * and an error code that status cannot carry are compile errors.
 */
export type Handlers<Operations, Context> = {
  readonly [Id in Exclude<keyof Operations, WebhookId>]: Operations[Id] extends Operation
    ? (request: OperationRequest<Operations[Id]>, context: Context) => Promise<OperationReply<Operations[Id]>>
    : never;
};
