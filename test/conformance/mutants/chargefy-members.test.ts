import { memberMutants } from './chargefy/members.js';
import { foundWithoutError } from './foundWithoutError.js';
import { judgeMutants } from './judgeMutants.js';
import { errors } from './replies.js';

judgeMutants('chargefy', memberMutants);

foundWithoutError(
  'chargefy',
  'refusals that show no error',
  errors({}, () => undefined),
  /^chargefy\/(error|cancel)\//,
);
