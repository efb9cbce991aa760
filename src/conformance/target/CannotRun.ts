/** Nothing could be judged: the target is not there, is something else, or nothing was selected. One line says which. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
