/** A dialect of nobody's: it says everything as Chargefy does, at Stripe's path and with keys of its own. */
export function acmeFiles(sources: ReadonlyMap<string, string>): Record<string, string> {
  const own = [...sources].filter(
    ([path]) =>
      ['openapi/chargefy.yaml', 'src/contract/chargefy.ts'].includes(path) || path.startsWith('src/dialects/chargefy/'),
  );
  return Object.fromEntries(own.map(([path, text]) => [inAcmesWords(path), inAcmesWords(text)]));
}

function inAcmesWords(text: string): string {
  return text
    .replaceAll('/v1/payment-intents/{id}', '/v1/payment_intents/{intent}')
    .replace('name: id\n      in: path', 'name: intent\n      in: path')
    .replaceAll('path.id', 'path.intent')
    .replaceAll(':4020', ':4030')
    .replaceAll('chargefy', 'acme')
    .replaceAll('Chargefy', 'Acme')
    .replaceAll('ch_(test|live)', 'am_(test|live)')
    .replaceAll('ch_test_', 'am_test_')
    .replaceAll('ch_live_', 'am_live_')
    .replaceAll('org_', 'firm_');
}

/** A check of its own. */
export const acmeCheck = {
  'src/conformance/checks/acme/checks.ts': `import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled, retrieved } from '../intents.js';

/** Every check of Acme, in the order they run. */
export const acmeChecks: readonly Check[] = [
  {
    id: 'acme/cancel/stays-canceled',
    level: 'MUST',
    source: { page: 'https://acme.example/cancel', quote: 'A canceled payment intent stays canceled.' },
    title: 'a canceled intent is retrieved as canceled',
    needs: [{ status: 'requires_capture' }],
    async run(session) {
      const id = await session.arrange('requires_capture');
      await canceled(session, id);
      expectSame(session, 'status', (await retrieved(session, id)).status, 'canceled');
    },
  },
];
`,
};
