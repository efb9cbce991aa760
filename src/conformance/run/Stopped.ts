/** The run ends before its checks: the target went away, or somebody stopped it. One line says which. Not a verdict on anything. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
