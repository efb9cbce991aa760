import { expectTypeOf, test } from 'vitest';
import { digest as chargefyDigest } from '../../generated/chargefy.client.js';
import type * as chargefy from '../../generated/chargefy.js';
import { digest as stripeDigest } from '../../generated/stripe.client.js';
import type * as stripe from '../../generated/stripe.js';

/** For every path and method of a document, each status beside 200: none missing, none too many. */
type ErrorStatuses<Paths> = {
  [Path in keyof Paths]: {
    [Method in keyof Paths[Path] as Paths[Path][Method] extends { responses: object }
      ? Uppercase<Method & string>
      : never]: Paths[Path][Method] extends { responses: infer Responses } ? Exclude<keyof Responses, 200> : never;
  };
};

type StatusesIn<Digest extends { errorStatuses: object }> = {
  -readonly [Path in keyof Digest['errorStatuses']]: {
    -readonly [Method in keyof Digest['errorStatuses'][Path]]: Digest['errorStatuses'][Path][Method] extends readonly (infer Status)[]
      ? Status
      : never;
  };
};

test('a digest has the error statuses of each operation, no more and no less', () => {
  expectTypeOf<StatusesIn<typeof stripeDigest>>().toEqualTypeOf<ErrorStatuses<stripe.paths>>();
  expectTypeOf<StatusesIn<typeof chargefyDigest>>().toEqualTypeOf<ErrorStatuses<chargefy.paths>>();
  expectTypeOf<StatusesIn<typeof chargefyDigest>>().not.toEqualTypeOf<ErrorStatuses<stripe.paths>>();
});

test('a digest has the statuses that can be canceled, and a code of the document', () => {
  expectTypeOf(stripeDigest.cancelableStatuses).items.toEqualTypeOf<stripe.components['schemas']['CancelableStatus']>();
  expectTypeOf(chargefyDigest.cancelableStatuses).items.toEqualTypeOf<
    chargefy.components['schemas']['CancelableStatus']
  >();
  expectTypeOf(stripeDigest.stateErrorCode).toExtend<stripe.components['schemas']['ErrorCode']>();
  expectTypeOf(chargefyDigest.stateErrorCode).toExtend<chargefy.components['schemas']['ErrorCode']>();
});
