/**
 * The store can't be reached or can't write for the moment; a later try may succeed. The work was not done; if the
 * connection broke during the commit, it is unknown. The cause is the engine's own error.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
