import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadDocument, type OpenApiDocument } from '../../src/contract/document.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run contract:diff` makes of Chargefy's document, released as 1.0.0, after a change. */
function diff(version: string, change: (document: OpenApiDocument) => void): { passes: boolean; says: string } {
  const released = document('1.0.0');
  const changed = document(version);
  change(changed);
  // YAML is a superset of JSON.
  const [before, after] = [released, changed].map((of) => temporaryDirectory({ 'chargefy.yaml': JSON.stringify(of) }));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['openapi/diff.js', after ?? '', before ?? ''], {
    cwd: root,
    encoding: 'utf8',
  });
  return { passes: status === 0, says: stdout + stderr };
}

function document(version: string): OpenApiDocument {
  const copy = structuredClone(loadDocument('chargefy'));
  return Object.assign(copy, { info: { ...copy.info, version } });
}

const schemaOf = (document: OpenApiDocument, name: string) =>
  document.components.schemas[name] as { enum: string[]; properties: Record<string, object> };

const takeReasonAway = (document: OpenApiDocument) => {
  const schema = schemaOf(document, 'RequestedCancellationReason');
  schema.enum = schema.enum.filter((reason) => reason !== 'duplicate');
};
const addMember = (document: OpenApiDocument) => {
  schemaOf(document, 'CancelPaymentIntentRequest').properties.note = { type: 'string', description: 'A note.' };
};

describe('a comparison with the released documents', () => {
  it('fails when a request may no longer say what it could and the version is no new major one', () => {
    const { passes, says } = diff('1.1.0', takeReasonAway);

    expect(says).toContain('1 major');
    expect(says).toContain("lost values: 'duplicate'");
    expect(says).toContain('require a major bump (2.0.0)');
    expect(passes).toBe(false);
  });

  it('passes the same change with a new major version', () => {
    expect(diff('2.0.0', takeReasonAway)).toMatchObject({ passes: true, says: expect.stringContaining('1 major') });
  });

  it('passes an added optional member with a new minor version', () => {
    expect(diff('1.1.0', addMember)).toMatchObject({
      passes: true,
      says: expect.stringMatching(/0 major, 1 minor/),
    });
  });

  it('has a released document for each of ours', () => {
    const documents = (folder: string) =>
      readdirSync(`${root}${folder}`).filter((file) => /^\w+\.yaml$/.test(file) && file !== 'redocly.yaml');

    expect(documents('test/documents/released')).toEqual(documents('openapi'));
    for (const file of documents('openapi')) {
      expect(readFileSync(`${root}test/documents/released/${file}`, 'utf8')).toMatch(/^ {2}version: \d+\.\d+\.\d+$/m);
    }
  });
});
