/** How the age of a delivery is judged. */
export interface EventOptions {
  /** Seconds that the time of a signature may be away. 0 takes any time. Default: 300. */
  readonly tolerance?: number | undefined;

  /** What time it is, in seconds since the Unix epoch. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
}
