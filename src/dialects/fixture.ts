/** Reads fixtures: what they ask for, and what no intent can be. */

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject, PaymentIntentStatus } from '../domain/PaymentIntent.js';
import { charged, defaultAmount, type FixtureInput } from './FixtureInput.js';
import { contradictionIn } from './fixtureContradiction.js';
import { newId } from './newId.js';

/** What a fixture asks for, with everything filled in that follows from the status. */
export interface Fixture {
  readonly id: string;
  readonly status: PaymentIntentStatus;
  readonly amount: number;
  readonly amountCapturable: number;
  readonly amountReceived: number;
  readonly currency: string;
  readonly captureMethod: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly customer: string | null;
  /** Null exactly while none has been given. */
  readonly paymentMethod: string | null;
  /** Null exactly while no payment has been tried. */
  readonly latestCharge: string | null;
  readonly cancellationReason: string | null;
  readonly checkoutSession: string | null;
  /** Unix seconds at which that session expires; null unless it was given. */
  readonly sessionExpiresAt: number | null;
  readonly cancelableWhileProcessing: boolean;
  /** Unix seconds at which the hold expires; null unless it was given. */
  readonly captureBefore: number | null;
  /** Members of the wire object that were given and are shown as they are. */
  readonly members: JsonObject;
}

/** What differs between the dialects. */
export interface FixtureTerms {
  readonly statuses: readonly PaymentIntentStatus[];
  readonly captureMethods: readonly string[];
  readonly cancellationReasons: readonly string[];
  readonly currency: string;
  /** Whether intents can belong to a Checkout Session. */
  readonly checkout: boolean;
  /** Whether holds expire. */
  readonly expiry: boolean;
  /** JSON Schemas of members of the wire object that are taken as they are, by name. The document says the rest. */
  readonly members: Readonly<Record<string, object>>;
}

export type FixtureReader = (input: unknown) => Fixture | { problem: string };

/** The id of something whose ids begin with a prefix. */
export const idSchema = (prefix: string) => ({
  type: 'string',
  pattern: `^${prefix}_[A-Za-z0-9_]+$`,
  maxLength: 255,
  description: `${prefix}_ and letters, digits or underscores`,
});

/** Reads fixtures of one dialect: refuses what it does not know and what no intent can be. */
export function fixtureReader(terms: FixtureTerms): FixtureReader {
  const schema = inputSchema(terms);
  let validate: ValidateFunction<FixtureInput> | undefined;
  return (input) => {
    // Compiling takes 15 ms, which a server that makes no intents saves at its start.
    validate ??= new Ajv({ validateSchema: false, verbose: true }).compile<FixtureInput>(schema);
    if (!validate(input)) return { problem: explain(validate.errors?.[0], Object.keys(schema.properties)) };
    const problem = contradictionIn(input);
    return problem ? { problem } : complete(input, terms);
  };
}

/** Where the wire object that a fixture asked for disagrees with the document; undefined when it agrees. */
export function disagreementOf(wire: object, validate: ValidateFunction): string | undefined {
  return validate(wire) ? undefined : explain(validate.errors?.[0]);
}

/** Why an intent can't have been created at a moment in Unix seconds; undefined when it can. */
export function notYetCreated(member: string, moment: number, now: number): string | undefined {
  return moment > now ? `${member} lies in the future; give a moment that has passed, or leave it out.` : undefined;
}

/** Why a deadline in Unix seconds is none any more; undefined when it is still to come, or was not given. */
export function alreadyPassed(member: string, deadline: number | null, now: number): string | undefined {
  return deadline !== null && deadline <= now
    ? `${member} has passed; give a moment that is still to come, or leave it out.`
    : undefined;
}

/** Unix seconds, up to the end of the year 9999. */
const moment = { type: 'integer', minimum: 0, maximum: 253_402_300_799 };

function inputSchema({ statuses, captureMethods, cancellationReasons, checkout, expiry, members }: FixtureTerms) {
  const amount = (minimum: number) => ({ type: 'integer', minimum, maximum: 99_999_999 });
  return {
    type: 'object',
    additionalProperties: false,
    required: ['status'],
    properties: {
      status: { enum: statuses },
      id: idSchema('pi'),
      amount: amount(1),
      amount_received: amount(0),
      currency: { type: 'string', pattern: '^[a-z]{3}$', description: 'three small letters, such as usd' },
      capture_method: { enum: captureMethods },
      metadata: { type: 'object', additionalProperties: { type: 'string', maxLength: 500 } },
      customer: idSchema('cus'),
      payment_method: idSchema('pm'),
      cancellation_reason: { enum: cancellationReasons },
      processing_cancelable: { type: 'boolean' },
      ...(checkout ? { checkout_session: idSchema('cs'), expires_at: moment } : {}),
      ...(expiry ? { capture_before: moment } : {}),
      ...members,
    },
  };
}

function explain(error: ErrorObject | undefined, known?: readonly string[]): string {
  if (!error) return 'The fixture is not valid.';
  if (error.instancePath === '' && error.keyword === 'type') {
    return 'A fixture must be an object, such as { "status": "requires_capture" }.';
  }
  const { allowedValues, additionalProperty } = error.params as {
    allowedValues?: string[];
    additionalProperty?: string;
  };
  const place = error.instancePath.slice(1).replaceAll('/', '.') || 'The fixture';
  const form = error.keyword === 'pattern' ? error.parentSchema?.description : undefined;
  if (form !== undefined) return `${place} must be ${form}.`;
  const detail =
    allowedValues?.join(', ') ??
    (known && additionalProperty && `${additionalProperty}; known are ${known.join(', ')}`);
  return `${place} ${error.message}${detail === undefined ? '' : `: ${detail}`}.`;
}

const withoutPaymentMethod: readonly PaymentIntentStatus[] = ['requires_payment_method', 'canceled'];
function complete(input: FixtureInput, { captureMethods, currency, members }: FixtureTerms): Fixture {
  const { status, amount = defaultAmount } = input;
  const failed = input.last_payment_error?.charge;
  const held = status === 'requires_capture';
  const amountReceived = input.amount_received ?? (status === 'succeeded' ? amount : 0);
  return {
    id: input.id ?? newId('pi'),
    status,
    amount,
    amountReceived,
    amountCapturable: held ? amount - amountReceived : 0,
    currency: input.currency ?? currency,
    captureMethod: input.capture_method ?? (held ? 'manual' : (captureMethods[0] as string)),
    metadata: input.metadata ?? {},
    customer: input.customer ?? null,
    paymentMethod: input.payment_method ?? (withoutPaymentMethod.includes(status) ? null : newId('pm')),
    latestCharge: charged.includes(status) ? newId('ch') : typeof failed === 'string' ? failed : null,
    cancellationReason: input.cancellation_reason ?? null,
    checkoutSession: input.checkout_session ?? null,
    sessionExpiresAt: input.expires_at ?? null,
    cancelableWhileProcessing: input.processing_cancelable ?? true,
    captureBefore: input.capture_before ?? null,
    members: Object.fromEntries(Object.entries(input).filter(([name]) => Object.hasOwn(members, name))),
  };
}
