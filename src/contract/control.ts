/** The control document in code: its types by name. */

import type { components, operations } from '../../generated/control.js';

type Schemas = components['schemas'];

/** The operations by operationId. */
export interface Operations extends operations {}

/** A PaymentIntent of either dialect. Only two members are typed; its dialect's document has the others. */
export type PaymentIntent = Schemas['PaymentIntent'];

/** A request that the reference has answered, as the journal shows it. */
export type AnsweredRequest = Schemas['AnsweredRequest'];

/** The time of a reference, and whether its clock runs. */
export type Clock = Schemas['Clock'];
/** A request to move the clock. */
export type ClockMove = Schemas['ClockMove'];

/** What goes wrong with the next requests of an operation. Hover over a member to read what it means. */
export type FaultDeclaration = Readonly<Schemas['FaultDeclaration']>;

/** An answer that a fault sends: status, headers and body. */
export type RawAnswer = Readonly<Schemas['RawAnswer']>;

/** An endpoint to which events are delivered. */
export type Webhook = Readonly<Schemas['Webhook']>;

/** An endpoint to add. Hover over a member to read what it means. */
export type WebhookDeclaration = Readonly<Schemas['WebhookDeclaration']>;

/** An event, as it is delivered. */
export type Event = Readonly<Schemas['Event']>;

/** What goes wrong with the next deliveries. Hover over a member to read what it means. */
export type DeliveryFault = Readonly<Schemas['DeliveryFault']>;
