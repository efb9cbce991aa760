/** A sentence of the vendor's that no check tests, and why. */
export interface Untestable {
  readonly quote: string;
  readonly reason: string;
}
