/** The forms of the log of `serve`: JSON for programs, one line of words for people. */
export const logFormats = ['json', 'pretty'] as const;

export type LogFormat = (typeof logFormats)[number];
