/** One major version of the official package: where it differs from the others, and why. */
export interface SdkVersion {
  readonly major: number;
  /** The name under which it is installed. */
  readonly alias: string;
  /** How it is told to speak HTTP: 7 has no option `protocol`, but a setter. */
  readonly protocol: 'option' | 'setter';
  /** What it sends as `Stripe-Version` of its own accord: the version it was made for. 7 leaves that to the account. */
  readonly stripeVersion: RegExp | null;
  /** Whether it gives a cancel a key of its own. 7 and 12 do not retry unless told to, and make none. */
  readonly makesKey: boolean;
  /**
   * What a caller without options has of a cancel whose answer is lost. 7 does not ask again. 12 asks again once,
   * without a key, and is refused what it has canceled itself. The later ones ask again with the same key.
   */
  readonly lostAnswer: 'replayed' | 'StripeConnectionError' | 'StripeInvalidRequestError';
  /** Whether the last argument may be a callback: 22 removed that ("Use `async / await` instead"). */
  readonly callbacks: boolean;
  /** Whether it knows the option `stripeContext`; those that do not take it for a mistake. */
  readonly context: boolean;
  /** Whether it has `createFetchHttpClient`, which came late in 8. */
  readonly fetchClient: boolean;
  /** Whether it announces the body of a GET, which is empty. */
  readonly lengthOfGet: '0' | undefined;
}

const current = {
  protocol: 'option',
  makesKey: true,
  lostAnswer: 'replayed',
  callbacks: false,
  context: true,
  fetchClient: true,
  lengthOfGet: undefined,
} as const;

export const sdkVersions: readonly SdkVersion[] = [
  {
    ...current,
    major: 7,
    alias: 'stripe-7',
    protocol: 'setter',
    stripeVersion: null,
    makesKey: false,
    lostAnswer: 'StripeConnectionError',
    callbacks: true,
    context: false,
    fetchClient: false,
    lengthOfGet: '0',
  },
  {
    ...current,
    major: 12,
    alias: 'stripe-12',
    stripeVersion: /^2022-11-15$/,
    makesKey: false,
    lostAnswer: 'StripeInvalidRequestError',
    callbacks: true,
    context: false,
  },
  { ...current, major: 17, alias: 'stripe-17', stripeVersion: /^2025-\d\d-\d\d\.acacia$/, callbacks: true },
  { ...current, major: 20, alias: 'stripe-20', stripeVersion: /^2026-\d\d-\d\d\.clover$/, callbacks: true },
  { ...current, major: 22, alias: 'stripe-22', stripeVersion: /^2026-\d\d-\d\d\.dahlia$/ },
  { ...current, major: 23, alias: 'stripe', stripeVersion: /^2026-\d\d-\d\d\.endive$/ },
];
