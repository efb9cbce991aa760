/** A sentence of the vendor's that no check puts to the test, and why. */
export interface Untestable {
  readonly quote: string;
  readonly reason: string;
}
