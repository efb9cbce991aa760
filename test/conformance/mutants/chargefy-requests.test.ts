import { requestMutants } from './chargefy/requests.js';
import { judgeMutants } from './judgeMutants.js';

judgeMutants('chargefy', requestMutants);
