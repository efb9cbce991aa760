import { judgeMutants } from './judgeMutants.js';
import { lifecycleMutants } from './stripe/lifecycle.js';

judgeMutants('stripe', lifecycleMutants);
