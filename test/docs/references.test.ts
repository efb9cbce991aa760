import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DocumentName, docsPath, loadDocument } from '../../src/contract/document.js';
import { documented } from '../support/documented.js';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string;
}

interface Described {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Operation {
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Words alone: a description is indented, and quoted with a mark in front of each line. */
const wordsOf = (text: string) =>
  text
    .replace(/^ *> ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

describe.each<DocumentName>(['stripe', 'chargefy', 'control'])('the Markdown of %s', (name) => {
  const document = loadDocument(name);
  const { at } = documented(name);
  const text = readFileSync(docsPath(`${name}.md`), 'utf8');
  const words = wordsOf(text);

  const follow = <Node>(node: unknown): Node => {
    const { $ref } = node as { $ref?: string };
    return (typeof $ref === 'string' ? follow(at($ref.slice(1))) : node) as Node;
  };
  const operationsIn = (paths = {}) => Object.values(paths).flatMap((methods) => Object.values(methods as object));
  const operations = operationsIn(document.paths) as Operation[];
  const events = Object.entries(document.webhooks ?? {}).flatMap(([type, methods]) =>
    Object.values(methods).map((event) => ({ type, ...(event as Operation) })),
  );
  const all = [...operations, ...events];
  const bodies = (of: readonly Operation[]) =>
    of.flatMap(({ requestBody }) => (requestBody === undefined ? [] : [follow<Described>(requestBody)]));

  /** A schema with all that stands in it. */
  const inside = (schema: Schema): Schema[] => {
    const followed = follow<Schema>(schema);
    const { properties = {}, items, anyOf = [], oneOf = [] } = followed;
    const parts = [...Object.values(properties), ...(items ? [items] : []), ...anyOf, ...oneOf];
    return [followed, ...parts.flatMap(inside)];
  };
  const bodySchemas = bodies(operations).flatMap(({ content = {} }) =>
    Object.values(content).map(({ schema }) => schema),
  );
  const parameters = all.flatMap(({ parameters = [] }) =>
    parameters.map((parameter) => follow<Described & { name: string; schema: Schema }>(parameter)),
  );

  /** What stands below the heading of an operation. */
  const sectionOf = (summary: string) => text.split(`\n### ${summary}\n`)[1]?.split(/\n##+ /)[0] ?? '';

  it('says every description of an operation, a parameter, a body and an answer to its end', () => {
    const answers = all.flatMap(({ responses }) => Object.values(responses).map((answer) => follow<Described>(answer)));
    const described = [...all, ...parameters, ...answers, ...bodies(all), ...bodySchemas.flatMap(inside)];
    const descriptions = new Set(described.flatMap(({ description = '' }) => (description ? [description] : [])));

    expect(descriptions.size).toBeGreaterThan(10);
    // The line in front says already that such a body is optional.
    const missing = [...descriptions].filter((one) => !words.includes(wordsOf(one).replace(/^Optional\.( |$)/, '')));
    expect(missing).toEqual([]);
  });

  it('names the values that a field of a body may have, at each operation', () => {
    for (const operation of operations) {
      const schemas = bodies([operation]).flatMap(({ content = {} }) =>
        Object.values(content).map(({ schema }) => schema),
      );
      const values = schemas.flatMap(inside).flatMap((schema) => [...(schema.enum ?? []), schema.const ?? '']);
      const section = sectionOf(operation.summary);

      expect(
        values.filter((value) => value && !section.includes(`\`${value}\``)),
        operation.summary,
      ).toEqual([]);
    }
  });

  it('says which parameters of a request are required, and of no other', () => {
    for (const { summary, requestBody } of operations) {
      const { content = {} } = requestBody === undefined ? {} : follow<Described>(requestBody);
      const [{ schema } = { schema: {} }] = Object.values(content);
      const { required = [] } = follow<Schema>(schema);
      const told = [...sectionOf(summary).matchAll(/^- `(\w+)` \(body, required\):/gm)].map(([, field]) => field);

      expect(told.sort(), summary).toEqual([...required].sort());
    }
  });

  it('has every event with its type', () => {
    for (const { type, summary } of events) expect(sectionOf(summary), type).toContain(`\`${type}\``);
  });

  it('leads to headings that it has, and to no schema, since it has none', () => {
    const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
    const targets = new Set([...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, target = '']) => target));

    expect([...targets].filter((target) => !headings.includes(target))).toEqual([]);
    expect(text).not.toMatch(/\bsee `[A-Z]\w+`/);
  });

  it('breaks off only after a sentence, and says the whole elsewhere', () => {
    const broken = text.match(/^.*\[More\]\(#shared\).*$/gm) ?? [];

    expect(broken.length > 0).toBe(name !== 'chargefy');
    expect(broken.filter((line) => !line.includes('. [More]'))).toEqual([]);
  });

  it('stays short enough to be read at once', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  });
});

it('the Markdown of stripe names a boolean next to the other values of a parameter', () => {
  const text = readFileSync(docsPath('stripe.md'), 'utf8');

  expect(text).toMatch(/- `off_session` \(body\): .*\n\n {2}Values: `true`, `false`, `one_off`, `recurring`\./);
});

it('the Markdown of chargefy names the statuses in which a PaymentIntent can be canceled', () => {
  const { CancelableStatus } = loadDocument('chargefy').components.schemas as { CancelableStatus: { enum: string[] } };
  const [cancel = ''] =
    /### Cancel a PaymentIntent\n.*?(?=\n##)/s.exec(readFileSync(docsPath('chargefy.md'), 'utf8')) ?? [];

  expect(CancelableStatus.enum.filter((status) => !cancel.includes(`\`${status}\``))).toEqual([]);
});
