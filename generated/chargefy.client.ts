// This file was made by openapi/generate.js. Do not make direct changes to the file.

export const digest = {
  "baseUrl": "https://api.chargefy.io",
  "mediaType": "application/json",
  "cancelPath": "/v1/payment-intents/{id}/cancel",
  "retrievePath": "/v1/payment-intents/{id}",
  "errorStatuses": {
    "/v1/payment-intents/{id}/cancel": {
      "POST": [
        400,
        401,
        404,
        409,
        429,
        500,
        503
      ]
    },
    "/v1/payment-intents/{id}": {
      "GET": [
        401,
        404,
        429,
        500,
        503
      ]
    }
  },
  "cancelableStatuses": [
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
    "processing",
    "pending"
  ],
  "stateErrorCode": "resource_state_conflict"
} as const;
