/** Every check of Chargefy, in the order they run. */

import type { Check } from '../Check.js';
import { answerChecks } from './answer.js';
import { authenticationChecks } from './authentication.js';
import { bodyChecks } from './bodies.js';
import { conflictChecks } from './conflicts.js';
import { effectChecks } from './effects.js';
import { errorChecks } from './errors.js';
import { generatedRequests } from './generatedRequests.js';
import { idChecks } from './ids.js';
import { isolationChecks } from './isolation.js';
import { noSideEffectsChecks } from './noSideEffects.js';
import { raceChecks } from './race.js';
import { reasonChecks } from './reasons.js';
import { requestChecks } from './requests.js';
import { retrievalChecks } from './retrieval.js';
import { statusChecks } from './statuses.js';
import { webhookChecks } from './webhooks.js';

export const chargefyChecks: readonly Check[] = [
  ...statusChecks,
  ...retrievalChecks,
  ...answerChecks,
  ...reasonChecks,
  ...effectChecks,
  ...conflictChecks,
  ...raceChecks,
  ...idChecks,
  ...authenticationChecks,
  ...isolationChecks,
  ...bodyChecks,
  ...requestChecks,
  ...errorChecks,
  ...noSideEffectsChecks,
  ...webhookChecks,
  generatedRequests,
];
