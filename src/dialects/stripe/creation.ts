/** The creation of an intent. */

import { contractFor } from '../../contract/contracts.js';
import type { OperationReply } from '../../contract/handlers.js';
import type { CreatePaymentIntentRequest as Body, Operations } from '../../contract/stripe.js';
import type { HandlerContext } from '../Dialect.js';
import { newClientSecret, newId } from '../newId.js';
import { inDocumentsOrder } from '../recording.js';
import { refuseAmount, refuseCurrency } from './amounts.js';
import { decode, type WireIntent } from './codec.js';
import { confirm, needsReturnUrl } from './confirmation.js';
import { envelope, invalid } from './errors.js';
import { expand, refuseExpand } from './expand.js';
import { givenMembers } from './givenMembers.js';
import { noReturnUrl } from './paymentErrors.js';
import type { PaymentMethod } from './paymentMethod.js';
import { namedMethod, refuseCombination, refuseCustomer, refuseStatementDescriptor } from './paymentParameters.js';
import { unset } from './unset.js';

type CreateReply = OperationReply<Operations['createPaymentIntent']>;

/** Payment method types that the reference server can confirm. */
const served = ['card', 'sepa_debit', 'us_bank_account'];

export async function create(body: Body, context: HandlerContext): Promise<CreateReply> {
  const { key, intents, now } = context;
  const currency = body.currency.toLowerCase();
  const types = typesOf(body);
  const customer = body.customer ?? null;
  const refusal =
    refuseExpand(body.expand ?? [], context) ??
    refuseCombination(body, context) ??
    refuseWithoutConfirmation(body, context) ??
    refuseCurrency(currency, context) ??
    refuseAmount(body.amount, currency, context) ??
    refuseStatementDescriptor(body, types, context) ??
    (await refuseCustomer(body.customer, context));
  if (refusal) return refusal;
  const automatic = automaticOf(body);
  if (body.confirm && needsReturnUrl({ automatic_payment_methods: automatic }, body)) return noReturnUrl(context);
  const acceptance = { customer, types: automatic?.enabled ? undefined : types };
  const named = await namedMethod(body, acceptance, undefined, context);
  if ('refusal' in named) return named.refusal;

  const { method } = named;
  const wire = wireIntent(body, { currency, types, automatic, method, now, livemode: key.livemode });
  const intent = decode(inDocumentsOrder(wire, contractFor('stripe')), now);
  await intents.add(key, intent, ['intent.created']);
  const paths = body.expand ?? [];
  if (!body.confirm) return { status: 200, body: await expand(intent, paths, context) };
  const reply = await confirm({ id: intent.id, method, terms: body, shown: {}, expand: paths }, context);
  return reply as CreateReply;
}

interface Made {
  readonly currency: string;
  readonly types: readonly string[];
  readonly automatic: WireIntent['automatic_payment_methods'];
  readonly method: PaymentMethod | undefined;
  readonly now: number;
  readonly livemode: boolean;
}

function wireIntent(body: Body, { currency, types, automatic, method, now, livemode }: Made): WireIntent {
  const id = newId('pi');
  const options = {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' as const },
  };
  const initial = { metadata: {}, payment_method_options: options, transfer_data: null };
  return {
    id,
    object: 'payment_intent',
    ...unset,
    allowed_payment_method_types: body.allowed_payment_method_types ?? null,
    amount: body.amount,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: automatic,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newClientSecret(id),
    confirmation_method: 'automatic',
    created: now,
    currency,
    customer: body.customer ?? null,
    latest_charge: null,
    livemode,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: automatic ? { id: 'pmc_reference', parent: null } : null,
    payment_method_options: options,
    payment_method_types: method && !types.includes(method.type) ? [...types, method.type] : [...types],
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    ...givenMembers(body, initial),
  };
}

/** An intent that names neither its types nor this accepts what the account has enabled, redirects included. */
function automaticOf({
  allowed_payment_method_types: allowed,
  automatic_payment_methods: given,
  payment_method_types: types,
}: Body): WireIntent['automatic_payment_methods'] {
  if (given) return { allow_redirects: given.allow_redirects ?? 'always', enabled: given.enabled };
  return (types ?? allowed) ? null : { allow_redirects: 'always', enabled: true };
}

function typesOf({ allowed_payment_method_types: allowed, payment_method_types: types }: Body): readonly string[] {
  return types ?? allowed?.filter((type) => served.includes(type)) ?? ['card'];
}

const withConfirmation = [
  'error_on_requires_action',
  'mandate_data',
  'off_session',
  'return_url',
] as const satisfies (keyof Body)[];

/** Our reading: message. False says what is so without a confirmation as well; applications send it. */
function refuseWithoutConfirmation(body: Body, context: HandlerContext) {
  if (body.confirm) return undefined;
  const param = withConfirmation.find((name) => body[name] !== undefined && body[name] !== false);
  if (param === undefined) return undefined;
  const message = `You can only pass in \`${param}\` when \`confirm\` is \`true\`.`;
  return { status: 400 as const, body: envelope({ message, param, type: invalid }, context) };
}
