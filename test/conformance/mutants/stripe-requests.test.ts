import { judgeMutants } from './judgeMutants.js';
import { parameterMutants } from './stripe/parameters.js';
import { requestMutants } from './stripe/requests.js';

judgeMutants('stripe', [...parameterMutants, ...requestMutants]);
