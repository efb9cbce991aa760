import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const declarations = `${root}dist/types/src/`;

/** What the examples take for granted: the names that a reader imports, and what stands around the lines. */
const surroundings = `
import * as stripeEntry from 'payment-intent-contract/stripe';
import * as chargefyEntry from 'payment-intent-contract/chargefy';
import * as stripeEvents from 'payment-intent-contract/stripe/events';
import * as chargefyEvents from 'payment-intent-contract/chargefy/events';
import * as referenceEntry from 'payment-intent-contract/reference';
import * as conformance from 'payment-intent-contract/conformance';
import { default as SDK } from 'stripe';
import * as vitest from 'vitest';

declare global {
  export import createStripeClient = stripeEntry.createStripeClient;
  export import ensureCanceled = stripeEntry.ensureCanceled;
  export import createChargefyClient = chargefyEntry.createChargefyClient;
  export import constructEvent = stripeEvents.constructEvent;
  export import unwrapEvent = chargefyEvents.unwrapEvent;
  export import startReference = referenceEntry.startReference;
  export import verify = conformance.verify;
  export import conclude = conformance.conclude;
  export import arrangeByFixtures = conformance.arrangeByFixtures;
  export import receiveWebhooks = conformance.receiveWebhooks;
  export import stripeChecks = conformance.stripeChecks;
  export import chargefyChecks = conformance.chargefyChecks;
  export import Unarranged = conformance.Unarranged;
  export import Stripe = SDK;
  export import expect = vitest.expect;
  export import test = vitest.test;

  type Target = conformance.Target;
  type Arrange = conformance.Arrange;
  const stripe: stripeEntry.StripeClient;
  const chargefy: chargefyEntry.ChargefyClient;
  const reference: referenceEntry.Reference<'stripe'>;
  const target: conformance.Target;
  const hold: { readonly id: string };
  const app: { fetch(request: Request): Promise<Response> };
  const request: Request;
  const secret: string;
}
`;

interface Example {
  /** The file of declarations, and what the comment stands at. */
  readonly place: string;
  /** A module that has it. */
  readonly program: string;
}

/** The examples in the doc comments of a file. */
function examplesIn(name: string): Example[] {
  const path = `${declarations}${name}`;
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  const examples: Example[] = [];
  const visit = (node: ts.Node) => {
    for (const comment of ts.getJSDocCommentsAndTags(node)) {
      for (const { tagName, comment: text } of ts.isJSDoc(comment) ? (comment.tags ?? []) : []) {
        if (tagName.text !== 'example') continue;
        const code = ts.getTextOfJSDocComment(text) ?? '';
        examples.push({ place: `${name}: ${code.split('\n')[0]}`, program: programOf(code, node, path) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return examples;
}

/** Lines as they are, within a function; a value as one of what its comment stands at. */
function programOf(code: string, node: ts.Node, path: string): string {
  const value = `(\n${code}\n)`;
  const isValue = ts.transpileModule(value, { reportDiagnostics: true }).diagnostics?.length === 0;
  return isValue
    ? `export const example: ${typeOf(node, path)} = ${value};`
    : `export async function example() {\n${code}\n}`;
}

/** The type of a value at a declaration. A parameter of the type is a dialect's name. */
function typeOf(node: ts.Node, path: string): string {
  const module = `import('${path.replace('.d.ts', '.js')}')`;
  const nameOf = ({ name, typeParameters }: ts.InterfaceDeclaration | ts.TypeAliasDeclaration) =>
    `${module}.${name.text}${typeParameters ? "<'stripe'>" : ''}`;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return nameOf(node);
  if (ts.isPropertySignature(node) && ts.isInterfaceDeclaration(node.parent)) {
    return `${nameOf(node.parent)}['${node.name.getText()}']`;
  }
  throw new Error(`An example stands at what has no type of its own: ${node.getText()}`);
}

/** What the compiler has against each of some programs, in which the package can be imported by its name. */
function complaintsAbout(programs: readonly string[]): string[][] {
  const pathOf = (index: number) => `${root}test/docs/example-${index}.ts`;
  const texts = new Map(programs.map((program, index) => [pathOf(index), program]));
  texts.set(`${root}test/docs/surroundings.ts`, surroundings);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...others) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, target, ...others) : ts.createSourceFile(path, text, target);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

const files = readdirSync(declarations, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
const examples = files.sort().flatMap(examplesIn);

describe('the examples in the comments of what the package exports', () => {
  const wrong = [
    "export const cancel = stripe.cancle('pi_1');",
    "export const capture = chargefy.capture('pi_1');",
    'export const nothing = unheardOf;',
  ];
  let complaints: string[][];
  beforeAll(() => {
    complaints = complaintsAbout([...examples.map(({ program }) => program), ...wrong]);
  }, 120_000);

  it.each(examples.map(({ place }, index) => ({ place, index })))('compile: $place', ({ index }) => {
    expect(complaints[index]).toEqual([]);
  });

  it('would not compile if they were wrong', () => {
    expect(examples.length).toBeGreaterThan(30);
    const [cancel, capture, nothing, ...ofSurroundings] = complaints.slice(examples.length);
    expect(ofSurroundings).toEqual([[]]);
    for (const found of [cancel, capture, nothing]) expect(found).toHaveLength(1);
  });
});
