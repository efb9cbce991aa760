import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { stripeLikeVerdicts } from './stripeLikeVerdicts.js';

/** Refuses the vendor's own curl line, which sends neither a body nor a content type. */
export const contentTypeRequired: Stranger = {
  dialect: 'stripe',
  shape: 'it answers 415 to a POST without a content type',
  start: () =>
    stripeLike({
      refusesForm: ({ headers: { 'content-type': type = '' } }) => (/urlencoded/.test(type) ? undefined : 415),
    }),
  verdicts: [
    stripeLikeVerdicts,
    {
      fail: ['stripe/request/without-body'],
      pass: ['stripe/body/{json-cancels-nothing,wrong-content-type}'],
    },
  ],
};
