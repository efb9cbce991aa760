import { inspect } from 'node:util';
import qs from 'qs';
import { partsOf } from './parts.js';

/** How each document is spoken to at its local reference server. */
const speakers = {
  stripe: { url: 'http://127.0.0.1:4010', key: 'sk_test_reference', client: 'createStripeClient' },
  chargefy: { url: 'http://127.0.0.1:4020', key: 'ch_test_reference', client: 'createChargefyClient' },
  control: { url: 'http://127.0.0.1:4010', key: 'sk_test_reference' },
};

/** Parameters that are worth showing though nobody has to send them. */
const shown = ['limit', 'type'];

/**
 * Requests of every operation of a document, as people write them: `{ lang, label, source }` by operationId. Each is a whole program,
 * or a whole command line, and goes to the local reference server.
 */
export function samplesOf(name, document) {
  return new Map(
    partsOf(document).operations.map((operation) => [operation.operationId, samples(name, document, operation)]),
  );
}

function samples(name, document, operation) {
  const request = requestOf(name, document, operation);
  const written = [
    { lang: 'Shell', label: 'curl', source: curl(request) },
    request.client && { lang: 'TypeScript', label: 'this package', source: client(name, request) },
    name === 'stripe' && { lang: 'TypeScript', label: 'stripe', source: sdk(request) },
    request.isJson && { lang: 'JavaScript', label: 'fetch', source: fetched(request) },
  ];
  return written.filter(Boolean);
}

/** What is sent, before it is written in a language. */
function requestOf(name, document, { operationId, path, method, parameters, requestBody, responses, security }) {
  const { contentOf } = partsOf(document);
  const example = ({ examples }) => Object.values(examples)[0].value;
  const named = (place) => parameters.filter((parameter) => parameter.in === place);
  const ids = Object.fromEntries(
    named('path').map((parameter) => [parameter.name, example(withValues(document, parameter))]),
  );
  const query = Object.fromEntries(
    named('query')
      .filter((parameter) => parameter.required || shown.includes(parameter.name))
      .map((parameter) => [parameter.name, example(withValues(document, parameter))]),
  );
  const { mediaType, examples } = contentOf(requestBody);
  const body = examples.map(({ value }) => value).find((value) => Object.keys(value).length > 0);
  const filled = path.replace(/\{(\w+)\}/g, (_, id) => ids[id]);
  const isForm = mediaType === 'application/x-www-form-urlencoded';
  const isOpen = security?.length === 0;
  const isJson = responses.some(({ status, mediaType }) => status.startsWith('2') && mediaType !== 'text/html');
  return { ...speakers[name], operationId, method, path, filled, ids, query, body, isForm, isOpen, isJson };
}

const withValues = (document, { examples }) => ({
  examples: Object.fromEntries(
    Object.entries(examples).map(([name, value]) => [name, partsOf(document).follow(value)]),
  ),
});

/** The pairs of a form, their names with brackets. */
const pairsOf = (value) => qs.stringify(value, { encode: false, arrayFormat: 'indices' }).split('&').filter(Boolean);

function curl({ url, key, method, filled, query, body, isForm, isOpen }) {
  const quoted = (text) => (/^[\w=.:/-]+$/.test(text) ? text : `'${text}'`);
  const pairs = body && isForm ? pairsOf(body) : pairsOf(query);
  const isBasic = key.startsWith('sk_');
  const how = method === 'POST' ? '-X POST ' : method === 'GET' ? (pairs.length > 0 ? '-G ' : '') : `-X ${method} `;
  const lines = [
    `curl ${how}${url}${filled}`,
    !isOpen && (isBasic ? `-u ${key}:` : `-H 'Authorization: Bearer ${key}'`),
    ...pairs.map((pair) => `-d ${quoted(pair)}`),
    ...(body && !isForm ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body)}'`] : []),
  ];
  return lines.filter(Boolean).join(' \\\n  ');
}

const literal = (value) => inspect(value, { depth: null, breakLength: 72, compact: 3 });

function fetched({ url, key, method, filled, query, body, isForm }) {
  const search = pairsOf(query).length > 0 ? `?${pairsOf(query).join('&')}` : '';
  const headers = { Authorization: `Bearer ${key}`, ...(body && !isForm && { 'Content-Type': 'application/json' }) };
  const sent = isForm ? `new URLSearchParams(${literal(flat(body))})` : `JSON.stringify(${literal(body)})`;
  const init = [
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    `  headers: ${literal(headers).replaceAll('\n', '\n  ')},`,
    ...(body ? [`  body: ${sent.replaceAll('\n', '\n  ')},`] : []),
  ];
  return `const response = await fetch('${url}${filled}${search}', {
${init.join('\n')}
});
console.log(response.status, await response.text());`;
}

const flat = (value) => Object.fromEntries(pairsOf(value ?? {}).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));

function client(name, { url, key, client, operationId, method, path, ids, query, body }) {
  const [id] = Object.values(ids);
  const { cancellation_reason: reason, amount_to_capture: amount, ...others } = body ?? {};
  const options = { ...(reason && { reason }), ...(amount && { amount }), ...others };
  const more = Object.keys(options).length > 0 ? `, ${literal(options)}` : '';
  const init = {
    ...((id || Object.keys(query).length > 0) && {
      params: { ...(id && { path: ids }), ...(Object.keys(query).length > 0 && { query }) },
    }),
    ...(body && { body }),
  };
  const given = Object.keys(init).length > 0 ? `, ${literal(init)}` : '';
  const calls = {
    cancelPaymentIntent: `cancel('${id}'${more})`,
    retrievePaymentIntent: `retrieve('${id}')`,
    capturePaymentIntent: `capture('${id}'${more})`,
  };
  return `import { ${client} } from 'payment-intent-contract/${name}';

const ${name} = ${client}({ apiKey: '${key}', baseUrl: '${url}' });
const { data, error } = await ${name}.${calls[operationId] ?? `${method}('${path}'${given})`};
console.log(error ?? data);`;
}

/** The method of the official SDK by operationId. It has none for a helper that only Stripe's CLI sends. */
const methods = {
  cancelPaymentIntent: 'paymentIntents.cancel',
  retrievePaymentIntent: 'paymentIntents.retrieve',
  updatePaymentIntent: 'paymentIntents.update',
  capturePaymentIntent: 'paymentIntents.capture',
  listPaymentIntents: 'paymentIntents.list',
  createPaymentIntent: 'paymentIntents.create',
  confirmPaymentIntent: 'paymentIntents.confirm',
  incrementAuthorization: 'paymentIntents.incrementAuthorization',
  retrieveCharge: 'charges.retrieve',
  retrieveCheckoutSession: 'checkout.sessions.retrieve',
  expireCheckoutSession: 'checkout.sessions.expire',
  listEvents: 'events.list',
  retrieveEvent: 'events.retrieve',
};

function sdk({ url, key, operationId, method, filled, ids, query, body }) {
  const { hostname, port, protocol } = new URL(url);
  const host = literal({ host: hostname, port: Number(port), protocol: protocol.slice(0, -1) });
  const parameters = { ...query, ...body };
  const given = [
    ...Object.values(ids).map(literal),
    ...(Object.keys(parameters).length > 0 ? [literal(parameters)] : []),
  ];
  const call = methods[operationId]
    ? `${methods[operationId]}(${given.join(', ')})`
    : `rawRequest('${method}', '${filled}')`;
  return `import Stripe from 'stripe';

const stripe = new Stripe('${key}', ${host});
console.log(await stripe.${call});`;
}
