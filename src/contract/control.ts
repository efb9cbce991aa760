/** The control document in code: its types by name. */

import type { components, operations } from '../../generated/control.js';

type Schemas = components['schemas'];

/** The operations by operationId. */
export interface Operations extends operations {}

/** A PaymentIntent, of whose members only two are typed: its dialect's document has the others. */
export type PaymentIntent = Schemas['PaymentIntent'];

export type AnsweredRequest = Schemas['AnsweredRequest'];

export type Clock = Schemas['Clock'];
export type ClockMove = Schemas['ClockMove'];

/** What shall go wrong with the next requests of an operation; the control document says what each member means. */
export type FaultDeclaration = Readonly<Schemas['FaultDeclaration']>;

/** An answer as it is sent. */
export type RawAnswer = Readonly<Schemas['RawAnswer']>;

/** Who is told what has happened. */
export type Webhook = Readonly<Schemas['Webhook']>;

/** Who shall be told, and of what; the control document says what each member means. */
export type WebhookDeclaration = Readonly<Schemas['WebhookDeclaration']>;

/** An event as it is delivered. */
export type Event = Readonly<Schemas['Event']>;

/** What shall go wrong with the next deliveries; the control document says what each member means. */
export type DeliveryFault = Readonly<Schemas['DeliveryFault']>;
