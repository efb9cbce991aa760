/** How old a delivery may be. */
export interface EventOptions {
  /** Seconds that a signature may be old; at Chargefy also how far in the future. 0 accepts any time. Default: 300. */
  readonly tolerance?: number | undefined;

  /** Returns the current time in seconds since the Unix epoch. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
}
