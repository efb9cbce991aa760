import { absentMembers } from './absentMembers.js';
import { cancelsByGet } from './cancelsByGet.js';
import { capturesCanceledHolds } from './capturesCanceledHolds.js';
import { collectsMore } from './collectsMore.js';
import { contentTypeRequired } from './contentTypeRequired.js';
import { diesOnEncoding } from './diesOnEncoding.js';
import { endlessFixtures } from './endlessFixtures.js';
import { chargefyJsonOnly, jsonOnly, strictlyJson } from './jsonOnly.js';
import { noAuthentication } from './noAuthentication.js';
import { prefixAuthentication } from './prefixAuthentication.js';
import { spentIntents } from './spentIntents.js';
import { stalledFixtures } from './stalledFixtures.js';
import { staticAnswers } from './staticAnswers.js';

export const strangers = {
  staticAnswers,
  noAuthentication,
  prefixAuthentication,
  jsonOnly,
  strictlyJson,
  chargefyJsonOnly,
  contentTypeRequired,
  capturesCanceledHolds,
  collectsMore,
  absentMembers,
  spentIntents,
  diesOnEncoding,
  endlessFixtures,
  stalledFixtures,
  cancelsByGet,
};
