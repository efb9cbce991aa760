/**
 * Thrown when the run ends early: the target went away, or somebody stopped it. The message is one line.
 */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
