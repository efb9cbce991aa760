import { judgeMutants } from './judgeMutants.js';
import { cancelMutants } from './stripe/cancel.js';
import { idempotencyMutants } from './stripe/idempotency.js';

judgeMutants('stripe', [...cancelMutants, ...idempotencyMutants]);
