import { judgeMutants } from './judgeMutants.js';
import { documentedMutants } from './stripe/documented.js';
import { lifecycleMutants } from './stripe/lifecycle.js';

judgeMutants('stripe', [...lifecycleMutants, ...documentedMutants]);
