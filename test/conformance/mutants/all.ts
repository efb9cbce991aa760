import type { DialectName } from '../../../src/contract/dialect.js';
import { cancelMutants as chargefyCancel } from './chargefy/cancel.js';
import { memberMutants as chargefyMembers } from './chargefy/members.js';
import { requestMutants as chargefyRequests } from './chargefy/requests.js';
import type { Mutant } from './Mutant.js';
import { cancelMutants as stripeCancel } from './stripe/cancel.js';
import { documentedMutants } from './stripe/documented.js';
import { idempotencyMutants } from './stripe/idempotency.js';
import { lifecycleMutants } from './stripe/lifecycle.js';
import { parameterMutants } from './stripe/parameters.js';
import { requestMutants as stripeRequests } from './stripe/requests.js';
import { webhookMutants } from './webhooks.js';

/** Every mutant of each dialect. */
export const mutants: Readonly<Record<DialectName, readonly Mutant[]>> = {
  stripe: [
    ...stripeCancel,
    ...idempotencyMutants,
    ...lifecycleMutants,
    ...documentedMutants,
    ...parameterMutants,
    ...stripeRequests,
    ...webhookMutants.stripe,
  ],
  chargefy: [...chargefyCancel, ...chargefyRequests, ...chargefyMembers, ...webhookMutants.chargefy],
};
