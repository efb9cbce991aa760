import { expectTypeOf, test } from 'vitest';
import * as chargefy from '../../src/contract/chargefy.js';
import * as stripe from '../../src/contract/stripe.js';

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
  expectTypeOf<StatusesIn<typeof stripe.digest>>().toEqualTypeOf<ErrorStatuses<stripe.Paths>>();
  expectTypeOf<StatusesIn<typeof chargefy.digest>>().toEqualTypeOf<ErrorStatuses<chargefy.Paths>>();
  expectTypeOf<StatusesIn<typeof chargefy.digest>>().not.toEqualTypeOf<ErrorStatuses<stripe.Paths>>();
});

test('a digest has the statuses that can be canceled, and a code of the document', () => {
  expectTypeOf(stripe.digest.cancelableStatuses).items.toEqualTypeOf<stripe.CancelableStatus>();
  expectTypeOf(chargefy.digest.cancelableStatuses).items.toEqualTypeOf<chargefy.CancelableStatus>();
  expectTypeOf(stripe.digest.stateErrorCode).toExtend<stripe.ErrorCode>();
  expectTypeOf(chargefy.digest.stateErrorCode).toExtend<chargefy.ErrorCode>();
});
