import { inspect } from 'node:util';
import type { FaultDeclaration } from '../../src/contract/control.js';
import { startReference } from '../../src/reference/startReference.js';
import type { CallerOptions, FaultCaller } from './callers.js';
import { intent } from './faults.js';
import { deadAddress } from './serving.js';

type Reference = Awaited<ReturnType<typeof startReference>>;

/** How a caller reaches a reference. */
export type Way = (reference: Reference) => Promise<CallerOptions['vendor']>;

export const byPort: Way = ({ listen }) => listen();
export const byFetch: Way = async ({ fetch }) => fetch;

/** What goes wrong before there is a request, however often it is tried. */
export const unreachable: Readonly<Record<string, Way>> = {
  'connection refused': deadAddress,
  'TLS fault': async ({ listen }) => (await listen()).replace('http:', 'https:'),
};

/** What became of one cancel. */
export interface Play {
  readonly words: string;
  readonly success: boolean;
  /** What the intent is, whatever the caller was told. */
  readonly status: string;
  /** What was sent: P for each POST, G for each GET. */
  readonly sent: string;
  readonly showsKey: boolean;
  /** How many cancels were executed; a replay is none. */
  readonly executed: number;
  /** Whether a fault happened at all. */
  readonly spoiled: boolean;
}

/** Milliseconds for what never comes: enough for what does on a busy machine. */
const patience = 1_500;

/**
 * Lets a caller cancel a hold again and again, each time at an empty reference with other faults.
 *
 * @returns undefined where the faults are.
 */
export async function playEach(
  caller: FaultCaller,
  way: Way,
  declared: readonly (readonly FaultDeclaration[] | undefined)[],
): Promise<(Play | undefined)[]> {
  await using reference = await startReference(caller.dialect);
  const vendor = await way(reference);
  const plays: (Play | undefined)[] = [];
  for (const faults of declared) plays.push(faults && (await play(caller, reference, vendor, faults)));
  return plays;
}

async function play(
  { cancel }: FaultCaller,
  reference: Reference,
  vendor: CallerOptions['vendor'],
  faults: readonly FaultDeclaration[],
): Promise<Play> {
  await reference.reset();
  const { id } = await reference.createIntent(intent);
  for (const fault of faults) reference.faults.add(fault);
  const apiKey = reference.keys.secret;
  const timeout = faults.some(({ delay }) => delay === 'forever') ? patience : 30_000;
  const { words, success, everything } = await cancel({ vendor, apiKey, id, timeout });
  const requests = reference.requests.all();
  const isExecuted = ({ replayed, fault }: (typeof requests)[number]) =>
    !replayed && (fault === null || faults[0]?.when === 'after_commit');
  return {
    words,
    success,
    status: String((await reference.intents())[0]?.status),
    sent: requests.map(({ method }) => method.charAt(0)).join(''),
    showsKey: inspect(everything, { depth: 9, showHidden: true }).includes(apiKey),
    executed: reference.requests.of('cancelPaymentIntent').filter(isExecuted).length,
    spoiled: requests.some(({ fault }) => fault !== null),
  };
}
