import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = `${root}test/client/hovered.ts`;
const text = `
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
const stripe = createStripeClient({ apiKey: 'sk_test_reference' });
const { data, error } = await stripe.cancel('pi_1');
const { data: byPath } = await stripe.GET('/v1/payment_intents/{intent}', { params: { path: { intent: 'pi_1' } } });
const result = await ensureCanceled(stripe, 'pi_1');
if (result.outcome === 'canceled') { const canceled = result.intent; }
const post = stripe.POST;
const charge = data?.latest_charge;
`;

/** What an editor shows of a name in the text. */
function hover(): (name: string) => string {
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
  const service = ts.createLanguageService(host);
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
