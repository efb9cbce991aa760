import { onTestFinished } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { always, declaredFault, intent } from './faults.js';

export interface FaultyReferenceOptions {
  /** The status that its one intent starts in. */
  readonly status?: 'requires_capture' | 'succeeded';
  /** The name of what goes wrong; nothing unless given. */
  readonly fault?: string;
  /** How many cancels go wrong; all unless given. */
  readonly times?: number;
}

export interface FaultyReference extends Reference<DialectName> {
  /** Of its one intent. */
  readonly id: string;
  /** Of the intent's owner. */
  readonly apiKey: string;
}

/** A reference inside this process, with one intent, at which cancels go wrong. Closed when the test ends. */
export async function startFaultyReference(
  dialect: DialectName,
  { status = intent.status, fault, times = always }: FaultyReferenceOptions = {},
): Promise<FaultyReference> {
  const reference = await startReference(dialect);
  onTestFinished(() => reference.close());
  const { id } = await reference.createIntent({ ...intent, status });
  if (fault !== undefined) reference.faults.add({ ...cancelFault(fault, dialect), times });
  return { ...reference, id, apiKey: reference.keys.secret };
}

function cancelFault(name: string, dialect: DialectName) {
  const declared = declaredFault(name, dialect);
  if (!declared) throw new Error(`${dialect} can't have the fault ${name}`);
  return declared.cancel;
}
