import type { Provenance } from '../run/provenance.js';

/** One line on how the run was made. */
export function tellProvenance({ kit, contract, startedAt, arrange = 'a function', keys }: Provenance): string {
  return `kit ${kit} · contract ${contract} · ${startedAt} · intents by ${arrange} · given: ${keys.join(', ')}`;
}
