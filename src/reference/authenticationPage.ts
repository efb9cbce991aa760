/** The page on which a customer authenticates. */

import { contractFor } from '../contract/contracts.js';
import type { Operations } from '../contract/control.js';
import type { Handlers } from '../contract/handlers.js';
import type { CustomerAuthentication, Dialect } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store } from '../domain/Store.js';
import type { PageContext } from '../server/Control.js';
import { RejectedRequest } from '../server/RejectedRequest.js';
import { authenticate, findWaiting } from './authentication.js';

/** The operations of the page, which a browser requests without a key. */
export type PageOperations = Pick<Operations, 'authenticate' | 'showAuthentication'>;

/** @param owners are all whose intents the page may show. */
export function authenticationPage(
  dialect: Dialect,
  store: Store,
  owners: readonly Owner[],
): Handlers<PageOperations, PageContext> {
  return {
    async showAuthentication({ path: { intent: id } }) {
      const found = await findWaiting(authenticationOf(dialect), store, owners, id);
      return found.kind === 'waiting' ? { status: 200, body: page(id, buttons(id)) } : refusal(id, found);
    },

    async authenticate({ path: { intent: id }, body }, { response }) {
      const { outcome } = expectOutcome(body);
      const done = await authenticate(authenticationOf(dialect), store, owners, id, outcome);
      if (done.kind !== 'authenticated') return refusal(id, done);
      const { intent, returnTo } = done;
      const said = outcome === 'succeed' ? 'has authenticated' : 'has failed to authenticate';
      const happened = `The customer of ${id} ${said}. The payment intent has a status of ${intent.status}.`;
      if (returnTo === undefined) return { status: 200, body: page(id, sentence(happened)) };
      response.setHeader('Location', returnTo);
      return { status: 303, body: page(id, `${sentence(happened)}<p><a href="${escaped(returnTo)}">Go back</a></p>`) };
    },
  };
}

/** @throws RejectedRequest in a dialect whose customers never authenticate: there is no such page. */
function authenticationOf({ customerAuthentication }: Dialect): CustomerAuthentication {
  if (!customerAuthentication) throw new RejectedRequest({ kind: 'unknown_route' });
  return customerAuthentication;
}

/** @throws RejectedRequest for any other form. */
function expectOutcome<Sent>(sent: Sent): NonNullable<Sent> {
  if (contractFor('control').schema('Authentication')(sent)) return sent as NonNullable<Sent>;
  const problem = 'The body must be a form with the outcome succeed or fail, and nothing else.';
  throw new RejectedRequest({ kind: 'bad_declaration', problem });
}

function refusal(id: string, found: { kind: 'missing' } | { kind: 'refused'; problem: string }) {
  if (found.kind === 'refused') return { status: 409 as const, body: page(id, sentence(found.problem)) };
  return { status: 404 as const, body: page(id, sentence(`There is no payment intent ${id}.`)) };
}

function buttons(id: string): string {
  return `${sentence(`The payment intent ${id} waits for its customer.`)}
<form method="post">
<button name="outcome" value="succeed">Complete authentication</button>
<button name="outcome" value="fail">Fail authentication</button>
</form>`;
}

function sentence(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

function page(id: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>3-D Secure: ${escaped(id)}</title>
<link rel="icon" href="data:,">
<style>body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 40rem; padding: 0 1rem } button { font: inherit; padding: 0.5rem 1rem }</style>
</head>
<body>
<h1>3-D Secure</h1>
${content}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
