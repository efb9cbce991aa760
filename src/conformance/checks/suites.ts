import type { DialectName } from '../../contract/dialect.js';
import type { Check } from './Check.js';
import { chargefyChecks } from './chargefy/checks.js';
import type { Parameter, RequestOverrides } from './Session.js';
import { stripeChecks } from './stripe/checks.js';
import { writeForm, writeJson } from './stripe/form.js';
import { bare, jsonRequestOf, requestOf } from './stripe/request.js';
import { stripeUntestable } from './stripe/untestable.js';
import type { Untestable } from './Untestable.js';

/** What a client sends with a request of a method, besides the key. */
export type RequestOf = (method: string) => Pick<RequestOverrides, 'headers' | 'body'>;

/** Writes parameters into a request. */
export type WriteParameters = (parameters: readonly Parameter[]) => Pick<RequestOverrides, 'headers' | 'body'>;

/** The form of the dialect's own clients, and others for a target that refuses it. */
export type Forms<Form> = readonly [usual: Form, ...others: Form[]];

/** What the kit knows of one dialect. */
export interface Suite {
  /** In the order they run. */
  readonly checks: readonly Check[];
  readonly untestable: readonly Untestable[];
  /** What a request without parameters has besides the key. Default: nothing. */
  readonly requests?: Forms<RequestOf>;
  /** How parameters are written. */
  readonly parameters?: Forms<WriteParameters>;
  /** The form of secrets that sign webhooks, and how to describe it. Default: any text. */
  readonly webhookSecret?: { readonly form: RegExp; readonly words: string };
}

/** Every dialect's suite by its name. */
export const suites: Readonly<Record<DialectName, Suite>> = {
  stripe: {
    checks: stripeChecks,
    untestable: stripeUntestable,
    requests: [requestOf, () => bare, jsonRequestOf],
    parameters: [writeForm, writeJson],
  },
  chargefy: {
    checks: chargefyChecks,
    untestable: [],
    webhookSecret: {
      form: /^(?:whsec|chargefy_whs)_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2,3}={1,2})?$/,
      words: 'whsec_ or chargefy_whs_, and 24 to 64 bytes in Base64',
    },
  },
};
