// This file was made by openapi/generate.js. Do not make direct changes to the file.

export const digest = {
  "baseUrl": "https://api.stripe.com",
  "apiVersion": "2026-10-28.endive",
  "mediaType": "application/x-www-form-urlencoded",
  "cancelPath": "/v1/payment_intents/{intent}/cancel",
  "retrievePath": "/v1/payment_intents/{intent}",
  "errorStatuses": {
    "/v1/payment_intents/{intent}/cancel": {
      "POST": [
        400,
        401,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/payment_intents/{intent}": {
      "GET": [
        400,
        401,
        403,
        404,
        429,
        500,
        503
      ],
      "POST": [
        400,
        401,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/payment_intents/{intent}/capture": {
      "POST": [
        400,
        401,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/payment_intents": {
      "GET": [
        400,
        401,
        403,
        429,
        500,
        503
      ],
      "POST": [
        400,
        401,
        402,
        403,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/payment_intents/{intent}/confirm": {
      "POST": [
        400,
        401,
        402,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/payment_intents/{intent}/increment_authorization": {
      "POST": [
        400,
        401,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/charges/{charge}": {
      "GET": [
        400,
        401,
        403,
        404,
        429,
        500,
        503
      ]
    },
    "/v1/checkout/sessions/{session}": {
      "GET": [
        400,
        401,
        403,
        404,
        429,
        500,
        503
      ]
    },
    "/v1/checkout/sessions/{session}/expire": {
      "POST": [
        400,
        401,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/test_helpers/charges/{charge}/expire": {
      "POST": [
        400,
        401,
        403,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/events": {
      "GET": [
        400,
        401,
        403,
        429,
        500,
        503
      ]
    },
    "/v1/events/{event}": {
      "GET": [
        400,
        401,
        403,
        404,
        429,
        500,
        503
      ]
    }
  },
  "cancelableStatuses": [
    "requires_payment_method",
    "requires_capture",
    "requires_confirmation",
    "requires_action",
    "processing"
  ],
  "stateErrorCode": "payment_intent_unexpected_state"
} as const;
