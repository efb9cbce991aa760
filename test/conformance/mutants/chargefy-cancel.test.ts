import { cancelMutants } from './chargefy/cancel.js';
import { judgeMutants } from './judgeMutants.js';

judgeMutants('chargefy', cancelMutants);
