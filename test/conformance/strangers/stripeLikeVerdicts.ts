import type { Verdicts } from './Verdicts.js';

/** Of a server that is like Stripe, without a fault of its own. */
export const stripeLikeVerdicts: Verdicts = {
  pass: [
    'stripe/{effect,id}/*',
    'stripe/race/!(cancel-against-confirm)',
    'stripe/cancel/!(generated-requests)',
    'stripe/retrieve/{found,equals-answer,unknown-id,unknown-id-code,test-mode}',
    'stripe/reason/!(empty-code|wrong-type)',
    'stripe/capture/{collects-the-hold,nothing-held,nothing-held-code}',
    'stripe/hold/{capturable-shown,later-capture,later-capture-code,later-capture-collects-nothing}',
    'stripe/checkout/hold',
    'stripe/authentication/!(publishable-key-code|unreachable-account|unreachable-account-cancels-nothing|context-of-a-stranger|challenge)',
    'stripe/body/{empty,charset,malformed,malformed-cancels-nothing,oversize,nothing-canceled}',
    'stripe/request/!(query-parameters)',
    'stripe/header/none-without-a-key',
    'stripe/document/{cancel,retrieve,capture}-{401,401-headers}',
    'stripe/idempotency/{key-of-255-characters,retrieve-not-replayed}',
  ],
  fail: [
    // It captures all, whatever amount is asked for.
    'stripe/capture/{part,too-much}',
    // It passes over parameters that it does not know, expand among them.
    'stripe/retrieve/expand-unknown-path',
    'stripe/expand/{unknown-path,not-an-array,too-deep}',
    'stripe/body/unknown-parameter',
    // It knows no Checkout Session.
    'stripe/checkout/{refused,untouched}',
    // It passes over Stripe-Account, and so cancels in the account of the key.
    'stripe/authentication/unreachable-account-cancels-nothing',
    // It has no headers of its own and no idempotency.
    'stripe/authentication/challenge',
    'stripe/header/request-id',
    'stripe/idempotency/replay',
    // Its intent has half of the members.
    'stripe/document/{cancel,retrieve,capture}-200',
  ],
  warn: [
    'stripe/reason/{empty-code,wrong-type}',
    'stripe/cancel/generated-requests',
    'stripe/expand/charge-unasked',
    'stripe/authentication/{publishable-key-code,unreachable-account,context-of-a-stranger}',
    // Any body is read as a form.
    'stripe/body/{unknown-parameter-before-state,json,json-cancels-nothing,wrong-content-type}',
    'stripe/request/query-parameters',
    'stripe/header/{stripe-version,key-given,should-retry-elsewhere,cache-control,should-retry}',
    'stripe/document/{cancel,retrieve,capture}-{200,404}-headers',
    // Its errors have no doc_url beside the code.
    'stripe/document/{cancel,retrieve,capture}-404',
    // The intent within the error is as the intent is.
    'stripe/document/{cancel,capture}-{400,400-headers}',
    // It refuses neither an account nor an expand, and a publishable key as it refuses any.
    'stripe/document/{cancel,retrieve,capture}-403',
    'stripe/document/retrieve-400',
    'stripe/idempotency/{longer-key,empty-key}',
  ],
  unarranged: [
    // It has none of these operations.
    'stripe/{create,list,confirm,update,increment,decline,charge}/*',
    'stripe/document/{create,list,update,confirm,increment,charge,session,session-expiry,hold-expiry,events,event,confirm-402,create-402}',
    'stripe/race/cancel-against-confirm',
    // Nobody is told of its events.
    'stripe/webhooks/*',
    'stripe/checkout/{session-retrieved,expired-once,expiry-cancels}',
    // Its capture of a part leaves no rest.
    'stripe/capture/{rest-released,part-of-the-charge}',
    // It has one key, and answers 401 to the others.
    'stripe/{account,mode}/*',
    'stripe/idempotency/other-account',
    // Its holds have no charge, and its intents no customer.
    'stripe/retrieve/expand-latest-charge',
    'stripe/expand/{latest-charge,indexed,null}',
    'stripe/hold/{charge-and-payment-method-kept,charge-not-captured,charge-not-refunded}',
    // What is said of a refusal, where nothing is refused.
    'stripe/expand/{unknown-path-before-lookup,not-an-array-param,too-deep-code,nothing-canceled}',
    'stripe/checkout/{refusal-status,refusal-names-the-reason}',
    'stripe/body/{unknown-parameter-code,unknown-parameter-param}',
    'stripe/document/{cancel,retrieve,capture}-403-headers',
    'stripe/document/retrieve-400-headers',
    'stripe/idempotency/validation-not-saved',
    // There is no Request-Id that it could name.
    'stripe/header/original-request',
  ],
  blocked: [
    'stripe/idempotency/!(replay|key-of-255-characters|longer-key|empty-key|validation-not-saved|retrieve-not-replayed|other-account)',
  ],
};

/** Checks that nothing is said of where no intent can be had, besides those of ids alone. */
export const withoutIntents: Verdicts = {
  unarranged: [
    'stripe/!(id|cancel|idempotency)/*',
    'stripe/id/client-secret',
    'stripe/cancel/!(generated-requests)',
    'stripe/idempotency/{replay,key-of-255-characters,longer-key,empty-key,validation-not-saved,retrieve-not-replayed,other-account}',
  ],
  blocked: [
    'stripe/cancel/generated-requests',
    'stripe/idempotency/!(replay|key-of-255-characters|longer-key|empty-key|validation-not-saved|retrieve-not-replayed|other-account)',
  ],
  pass: ['stripe/id/{hostile,dots}'],
};
