import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadDocument } from '../../src/contract/document.js';
import { cancel, spoken } from '../support/calls.js';
import { arrange, startReference } from '../support/reference.js';

/**
 * Left alone, the validator compiles the schemas of a request for every Content-Type it sees, and keeps them: up to
 * 114 MB for 2,000 variants. What is counted here is what it hands to Ajv to keep.
 */
describe.each(['stripe', 'chargefy'] as const)('the validator of %s', (dialect) => {
  it('keeps nothing more after 500 values of Content-Type than after the first', async () => {
    const addSchema = vi.spyOn(Object.getPrototypeOf(Ajv.prototype), 'addSchema');
    onTestFinished(() => addSchema.mockRestore());
    const reference = await startReference(dialect, { document: loadDocument(dialect) });
    const { id } = await arrange(reference, { status: 'succeeded' });
    const { mediaType, reason } = spoken[dialect];
    const send = async (type: string) => [
      (await cancel(reference, id, { headers: { 'Content-Type': type }, body: '' })).status,
      (
        await cancel(reference, id, {
          headers: { 'Content-Type': `${mediaType}; x=${type}` },
          body: reason('duplicate'),
        })
      ).status,
    ];

    const first = await send('text/x');
    const kept = addSchema.mock.calls.length;
    expect(kept).toBeGreaterThan(0);

    for (let variant = 0; variant < 500; variant += 1) expect(await send(`text/x${variant}`)).toEqual(first);

    expect(addSchema.mock.calls.length).toBe(kept);
  });
});
