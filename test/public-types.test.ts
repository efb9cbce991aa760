import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicTypes, reportOf, reportPath, typedEntries } from './support/publicTypes.js';
import { temporaryDirectory } from './support/temporaryDirectory.js';

describe.each(typedEntries)('the public types of %s', (entry) => {
  it('are those of the report', async () => {
    const kept = readFileSync(reportPath(entry), 'utf8');

    expect(await reportOf(entry), 'If this change is wanted, run npm run public-types and commit the report.').toBe(
      kept,
    );
  });

  it('name what is generated only where src/contract gives it a name of ours', async () => {
    const uses = (await reportOf(entry))
      .split('\n')
      .filter((line) => /\b(components|operations|paths)(\$\d)?\b/.test(line) && !line.startsWith('import '));

    const naming =
      /^(type Schemas|interface Operations|interface Paths)(\$\d)? (=|extends) \w+(\$\d)?(\["schemas"\];| \{)$/;
    expect(uses.filter((line) => !naming.test(line))).toEqual([]);
  });
});

describe('a report of public types', () => {
  const used = 'export interface Used { a: string }';
  const exported = "import type { Used } from './used.js';\nexport interface Shown { used: Used }";
  const shown = (files: { used: string; exported: string }) =>
    publicTypes(join(temporaryDirectory({ 'used.d.ts': files.used, 'entry.d.ts': files.exported }), 'entry.d.ts'));

  it('changes with a type that an exported one refers to in another file', async () => {
    const before = await shown({ used, exported });
    const after = await shown({ used: 'export interface Used { a: string; b?: string }', exported });

    expect(before).toContain('a: string;');
    expect(after).not.toBe(before);
  });

  it('does not change with a comment or with a private type', async () => {
    const before = await shown({ used, exported });
    const after = await shown({
      used: `interface Unseen { c: string }\n/** Told. */ ${used}`,
      exported: `${exported}\n/** Hidden. */ interface Hidden { d: string }`,
    });

    expect(after).toBe(before);
  });
});
