/**
 * The store can't be reached or can't write for the time being, and may again without anybody's doing. The work was
 * not done, or, where the connection broke during the commit, nobody knows whether it was. The cause is the engine's own error.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
