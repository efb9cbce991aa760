/** A sentence of the vendor's that no request can put to the test, and why. */
export interface Untestable {
  readonly quote: string;
  readonly reason: string;
}
