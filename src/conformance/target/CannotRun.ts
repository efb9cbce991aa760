/** Thrown when nothing can be judged: the target can't be reached or is no such API, or no check was selected. The message is one line. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
