/** The members of an intent that a request sets as they are. */

import type { CreatePaymentIntentRequest, UpdatePaymentIntentRequest } from '../../contract/stripe.js';
import type { JsonObject } from '../../domain/PaymentIntent.js';
import type { WireIntent } from './codec.js';

type Parameters = Partial<
  CreatePaymentIntentRequest & Omit<UpdatePaymentIntentRequest, keyof CreatePaymentIntentRequest>
>;

type Given = { readonly [Name in keyof Parameters]?: unknown };

/** Shown as they were sent; an empty text takes a value away. */
const asSent = [
  'application_fee_amount',
  'capture_method',
  'confirmation_method',
  'description',
  'on_behalf_of',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
] as const satisfies (keyof Parameters)[];

/**
 * The members that a request sets, of those that decide nothing about the step it makes.
 *
 * @param current what the intent shows; an update merges with it.
 */
export function givenMembers(
  parameters: object,
  current: Pick<WireIntent, 'metadata' | 'payment_method_options' | 'transfer_data'>,
): JsonObject {
  const given = parameters as Given;
  const members: Record<string, unknown> = {};
  for (const name of asSent) if (given[name] !== undefined) members[name] = given[name] === '' ? null : given[name];
  if (given.metadata !== undefined) members.metadata = mergedMetadata(current.metadata, given.metadata);
  if (given.shipping !== undefined) members.shipping = given.shipping === '' ? null : shippingOf(given.shipping);
  if (given.transfer_data !== undefined) {
    members.transfer_data = { ...current.transfer_data, ...(given.transfer_data as object) };
  }
  if (given.payment_method_options !== undefined) {
    members.payment_method_options = mergedOptions(current.payment_method_options, given.payment_method_options);
  }
  return members;
}

/** An empty value removes its key, and an empty text all. */
function mergedMetadata(current: WireIntent['metadata'], given: unknown): object {
  if (given === '') return {};
  const merged = { ...current, ...(given as Record<string, string>) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

function shippingOf(given: unknown): object {
  const { address, ...others } = given as { readonly address: object };
  const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    address: { ...empty, ...address },
    carrier: null,
    name: null,
    phone: null,
    tracking_number: null,
    ...others,
  };
}

function mergedOptions(current: WireIntent['payment_method_options'], given: unknown): object {
  const { card } = given as { readonly card?: { readonly moto?: boolean } };
  // It does not show that it was read by telephone.
  const { moto: _, ...shown } = card ?? {};
  return { ...current, card: { ...current?.card, ...shown } };
}
