import Stripe from 'stripe';
import { expect, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { refusalOf } from '../support/sdk.js';

/** The official package, asking a reference in this process in the version that an application has pinned. */
export type Connect = (apiVersion?: string, options?: { readonly key?: string; readonly account?: string }) => Stripe;

/** A client that writes its forms itself, as those in other languages do. */
export type Send = (request: string, form?: string, headers?: Readonly<Record<string, string>>) => Promise<Sent>;

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: it is what an application in another language reads, without types
  readonly body: any;
}

/** A reference in this process, and the ways in which applications ask it. */
export async function open() {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());

  const connect: Connect = (apiVersion, { key = reference.keys.secret, account } = {}) =>
    new Stripe(key, {
      httpClient: Stripe.createFetchHttpClient(reference.fetch),
      telemetry: false,
      ...(apiVersion !== undefined && { apiVersion: apiVersion as Stripe.LatestApiVersion }),
      ...(account !== undefined && { stripeAccount: account }),
    });

  const send: Send = async (request, form, headers = {}) => {
    const [method = '', path] = request.split(' ');
    const response = await reference.fetch(`https://api.stripe.com${path}`, {
      method,
      headers: {
        Authorization: `Basic ${btoa(`${reference.keys.secret}:`)}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      ...(form !== undefined && { body: form }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };

  return { reference, connect, send };
}

/** Parameters that the types of today's package no longer have. */
export function untyped<Parameters>(parameters: object): Parameters {
  return parameters as Parameters;
}

/** Whether an answer is one that was given before. The package's client for `fetch` shows the response as it came. */
export function replayed({ lastResponse }: { readonly lastResponse: unknown }): boolean {
  return (lastResponse as Response).headers.get('idempotent-replayed') === 'true';
}

/** What is left out is said so, with the request in the sentence. */
export async function expectUnserved(call: Promise<unknown>, request: string): Promise<void> {
  const error = await refusalOf(call);
  expect(error).toMatchObject({ statusCode: 501, message: expect.stringContaining(`does not serve ${request};`) });
}
