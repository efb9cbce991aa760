import { judgeMutants } from './judgeMutants.js';
import { webhookMutants } from './webhooks.js';

judgeMutants('stripe', webhookMutants.stripe);
judgeMutants('chargefy', webhookMutants.chargefy);
