// How long it takes to type-check a file that imports a client as built, beside one that imports the official package. The
// library files of TypeScript and Node are parsed beforehand, as in an editor. Run it: npx tsx test/bench/type-check.ts
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const rounds = 15;
const root = fileURLToPath(new URL('../..', import.meta.url));

const files = {
  nothing: 'export const cancel = 1;',
  stripe: `
    import { createStripeClient } from 'payment-intent-contract/stripe';
    const client = createStripeClient({ apiKey: 'sk_test_reference' });
    export const cancel = async (id: string) => (await client.cancel(id, { reason: 'duplicate' })).data?.status;`,
  chargefy: `
    import { createChargefyClient } from 'payment-intent-contract/chargefy';
    const client = createChargefyClient({ apiKey: 'ch_test_reference' });
    export const cancel = async (id: string) => (await client.cancel(id, { reason: 'duplicate' })).data?.status;`,
  official: `
    import Stripe from 'stripe';
    const client = new Stripe('sk_test_reference');
    export const cancel = async (id: string) =>
      (await client.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' })).status;`,
};

const options: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  types: ['node'],
};

const parsedBeforehand = new Map<string, ts.SourceFile | undefined>();

/** Milliseconds from nothing to the file's diagnostics, of which there must be none. */
function time(source: string): number {
  const path = join(root, 'test/bench/checked.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, version) => {
    if (name === path) return ts.createSourceFile(name, source, version);
    if (!/\/typescript\/lib\/|\/@types\/node\/|\/undici-types\//.test(name)) return getSourceFile(name, version);
    if (!parsedBeforehand.has(name)) parsedBeforehand.set(name, getSourceFile(name, version));
    return parsedBeforehand.get(name);
  };
  const start = performance.now();
  const program = ts.createProgram([path], options, host);
  const complaints = ts.getPreEmitDiagnostics(program, program.getSourceFile(path));
  const end = performance.now();
  if (complaints.length > 0) throw new Error(ts.formatDiagnostics(complaints, { ...host, getNewLine: () => '\n' }));
  return end - start;
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const times = Object.entries(files).map(([name, source]) => ({ name, source, taken: [] as number[] }));
for (let round = 0; round <= rounds; round += 1) {
  for (const { source, taken } of times) {
    const milliseconds = time(source);
    // The first round parses what is parsed beforehand.
    if (round > 0) taken.push(milliseconds);
  }
}
const taken = Object.fromEntries(times.map(({ name, taken: own }) => [name, median(own)])) as Record<
  keyof typeof files,
  number
>;
for (const client of ['stripe', 'chargefy'] as const) {
  const ratio = (taken[client] / taken.official).toFixed(2);
  console.log(
    `${client}: ${taken[client].toFixed(0)} ms, the official package ${taken.official.toFixed(0)} ms, ` +
      `a file without imports ${taken.nothing.toFixed(0)} ms, ratio ${ratio} (at most 0.33)`,
  );
}
