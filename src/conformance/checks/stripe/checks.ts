/** Every check of Stripe, in the order they run. */

import type { Check } from '../Check.js';
import { amountChecks } from './amount.js';
import { authenticationChecks } from './authentication.js';
import { bodyChecks } from './bodies.js';
import { captureChecks } from './capture.js';
import { checkoutChecks } from './checkout.js';
import { confirmChecks } from './confirm.js';
import { conflictChecks } from './conflicts.js';
import { creationChecks } from './creation.js';
import { declineChecks } from './decline.js';
import { documentedChecks } from './documented.js';
import { documentedOperationChecks } from './documentedOperations.js';
import { effectChecks } from './effects.js';
import { expandChecks } from './expand.js';
import { generatedRequests } from './generatedRequests.js';
import { headerChecks } from './headers.js';
import { holdChecks } from './hold.js';
import { idempotencyChecks } from './idempotency.js';
import { idempotencyKeyChecks } from './idempotencyKeys.js';
import { idempotencyScopeChecks } from './idempotencyScope.js';
import { idChecks } from './ids.js';
import { isolationChecks } from './isolation.js';
import { raceChecks } from './race.js';
import { reasonChecks } from './reasons.js';
import { requestChecks } from './requests.js';
import { retrievalChecks } from './retrieval.js';
import { statusChecks } from './statuses.js';
import { webhookChecks } from './webhooks.js';

export const stripeChecks: readonly Check[] = [
  ...statusChecks,
  ...retrievalChecks,
  ...effectChecks,
  ...reasonChecks,
  ...captureChecks,
  ...expandChecks,
  ...holdChecks,
  ...conflictChecks,
  ...creationChecks,
  ...confirmChecks,
  ...amountChecks,
  ...declineChecks,
  ...raceChecks,
  ...checkoutChecks,
  ...idChecks,
  ...authenticationChecks,
  ...isolationChecks,
  ...bodyChecks,
  ...requestChecks,
  ...headerChecks,
  ...documentedChecks,
  ...documentedOperationChecks,
  ...idempotencyChecks,
  ...idempotencyKeyChecks,
  ...idempotencyScopeChecks,
  ...webhookChecks,
  generatedRequests,
];
