/** Sentences from recorded answers of Stripe. */

const page = 'recorded answers of api.stripe.com, 2019 to 2026';

const recorded = (quote: string) => ({ page, quote });

/** What the vendor's server was seen to answer: messages of errors, or how they begin. */
export const observedMessages = {
  inUse: recorded(
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through)',
  ),
  otherParameters: recorded(
    'Keys for idempotent requests can only be used with the same parameters they were first used with.',
  ),
  otherEndpoint: recorded(
    'Keys for idempotent requests can only be used for the same endpoint they were first used for',
  ),
  statusOf: recorded('You cannot cancel this PaymentIntent because it has a status of canceled.'),
  notCapturable: recorded('This PaymentIntent could not be captured because it has a status of canceled.'),
  notConfirmable: recorded('You cannot confirm this PaymentIntent because it has a status of canceled.'),
  notUpdatable: recorded("This PaymentIntent's amount could not be updated because it has a status of"),
  madeByCheckout: recorded('You cannot perform this action on PaymentIntents created by Checkout.'),
  systemReason: recorded('The cancellation_reason provided in the request is not a valid user provided reason.'),
  emptyValue: recorded('We assume empty values are an attempt to unset a parameter'),
  unknownParameter: recorded('Received unknown parameter: nope'),
  notAForm: recorded('check that your POST content type is application/x-www-form-urlencoded'),
  notExpandable: recorded('This property cannot be expanded'),
  notAnArray: recorded('Invalid array'),
  tooDeep: recorded('You cannot expand more than 4 levels of a property.'),
  noSuchIntent: recorded("No such payment_intent: 'pi_nope'"),
  clientSecretAsId: recorded(
    'You passed a string that looks like a client secret as the PaymentIntent ID, but you must provide a valid PaymentIntent ID.',
  ),
  noKey: recorded('You did not provide an API key.'),
  badKey: recorded('Invalid API Key provided: sk_test_****1234'),
  publishableKey: recorded('This API call cannot be made with a publishable API key.'),
  unreachableAccount: recorded('does not have access to account'),
  unrecognized: recorded('Unrecognized request URL (GET: /v1/payment_intents/pi_x/cancel).'),
} as const;
