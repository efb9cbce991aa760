import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = `${root}test/docs/hovered.ts`;
const text = `
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
const stripe = createStripeClient({ apiKey: 'sk_test_reference' });
const { data, error } = await stripe.cancel('pi_1');
const { data: byPath } = await stripe.GET('/v1/payment_intents/{intent}', { params: { path: { intent: 'pi_1' } } });
const result = await ensureCanceled(stripe, 'pi_1');
if (result.outcome === 'canceled') { const canceled = result.intent; }
const post = stripe.POST;
const charge = data?.latest_charge;
import '../../src/client/chargefy.js';
import '../../src/client/chargefyEvents.js';
import '../../src/client/stripeEvents.js';
import '../../src/conformance/kit.js';
import '../../src/reference/startReference.js';
`;

function startEditor(): ts.LanguageService {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${root}tsconfig.json`,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => config?.options ?? {},
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const content = path === file ? text : ts.sys.readFile(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
  };
  return ts.createLanguageService(host);
}

/** What an editor shows of a name in the text. */
function hover(): (name: string) => string {
  const service = startEditor();
  return (name) => {
    const info = service.getQuickInfoAtPosition(file, text.search(new RegExp(`\\b${name}(?!\\w|:)`)));
    return ts.displayPartsToString(info?.displayParts);
  };
}

it('an editor shows an intent and an error by their names', () => {
  const shown = hover();

  expect(shown('data')).toBe('const data: PaymentIntent | undefined');
  expect(shown('byPath')).toBe('const byPath: PaymentIntent | undefined');
  expect(shown('error')).toBe('const error: CancelError | undefined');
  expect(shown('canceled =')).toBe('const canceled: WithStatus<PaymentIntent, "canceled">');
});

it('an editor shows nothing by a name of the generator', () => {
  const shown = hover();
  const texts = ['post', 'charge', 'data', 'error', 'result'].map(shown);

  expect(texts[0]).toContain('Paths');
  expect(texts[1]).toContain('object: "charge"');
  expect(texts.filter((text) => /\b(components|operations|paths)\b/.test(text))).toEqual([]);
});

/** Texts of the doc comments of a file, those behind a tag included. */
function commentsOf(file: ts.SourceFile): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    for (const part of ts.getJSDocCommentsAndTags(node)) {
      const tags = ts.isJSDoc(part) ? (part.tags ?? []) : [];
      for (const { comment } of [part, ...tags]) texts.push(ts.getTextOfJSDocComment(comment) ?? '');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

it('an editor shows the words of a vendor in quotation marks, not as the block quotes of Markdown', () => {
  const files = startEditor().getProgram()?.getSourceFiles() ?? [];
  const texts = files.filter(({ fileName }) => !fileName.includes('/node_modules/')).flatMap(commentsOf);

  expect(texts.some((text) => text.startsWith('“Returns a PaymentIntent object if the cancellation succeeds.”'))).toBe(
    true,
  );
  expect(texts.some((text) => text.startsWith('“Cancela um `payment_intent`'))).toBe(true);
  expect(texts.filter((text) => /^\s*>/m.test(text))).toEqual([]);
});
