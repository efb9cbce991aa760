import { memberMutants } from './chargefy/members.js';
import { judgeMutants } from './judgeMutants.js';

judgeMutants('chargefy', memberMutants);
