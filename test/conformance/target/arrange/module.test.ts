import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { arrangeByModule } from '../../../../src/conformance/target/arrange/module.js';
import { CannotRun } from '../../../../src/conformance/target/CannotRun.js';
import { type Arrange, Unarranged } from '../../../../src/conformance/target/Target.js';
import { temporaryDirectory } from '../../../support/temporaryDirectory.js';

const asked = { dialect: 'stripe', status: 'succeeded', key: 'sk_test_own', options: { amount: 5 } } as const;
const wanted = { ...asked, fetch, signal: new AbortController().signal };

/** A module with this text, by its path. */
const moduleOf = (text: string): string => join(temporaryDirectory({ 'adapter.mjs': text }), 'adapter.mjs');

const adapter = (text: string): Promise<Arrange> => arrangeByModule(moduleOf(text));

it('asks the default export for an intent, with everything that is wanted of it', async () => {
  const arrange = await adapter('export default async (wanted) => ({ id: JSON.stringify(wanted), more: 1 });');
  expect(await arrange(wanted)).toEqual({ id: JSON.stringify(wanted) });
});

it('finds the module from the working directory', async () => {
  const path = relative(process.cwd(), moduleOf('export default async () => ({ id: "pi_1" });'));
  expect(await (await arrangeByModule(path))(wanted)).toEqual({ id: 'pi_1' });
});

it('can’t make an intent for which the module resolves to nothing', async () => {
  const arrange = await adapter('export default async () => undefined;');
  await expect(arrange(wanted)).rejects.toThrow(Unarranged);
});

it('passes on what the module throws', async () => {
  const arrange = await adapter('export default async () => { throw new RangeError("the sandbox is closed"); };');
  await expect(arrange(wanted)).rejects.toThrow(new RangeError('the sandbox is closed'));
});

it.each(['"pi_1"', '{}', '{ id: 1 }', '{ id: "" }'])('takes %s for a mistake of the module', async (result) => {
  const arrange = await adapter(`export default async () => (${result});`);
  await expect(arrange(wanted)).rejects.toThrow(TypeError);
});

it.each([
  ['has no default export', 'export const arrange = async () => ({ id: "pi_1" });'],
  ['has something else as its default export', 'export default { id: "pi_1" };'],
  ['throws when it is loaded', 'throw new Error("no sandbox");'],
  ['is no JavaScript', 'arrange, please'],
])('cannot run with a module that %s', async (_, text) => {
  await expect(adapter(text)).rejects.toThrow(CannotRun);
});

it('cannot run with a module that is not there', async () => {
  const path = join(temporaryDirectory(), 'nowhere.mjs');
  const missing = new CannotRun(`${path} can't be loaded: there is no such file.`);
  await expect(arrangeByModule(path)).rejects.toThrow(missing);
});

it('cannot run with a folder', async () => {
  const path = temporaryDirectory();
  const folder = new CannotRun(`${path} can't be loaded: it is a folder; name the module's file.`);
  await expect(arrangeByModule(path)).rejects.toThrow(folder);
});
