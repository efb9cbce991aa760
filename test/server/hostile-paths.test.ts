import { describe, expect, it } from 'vitest';
import { spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrangeObjects, operationsOf } from '../support/operations.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

/** Ids that no client would send, and what is known of the answer; `%id` stands for the id of an intent that is there. */
const ids: [title: string, id: string, status: number][] = [
  ['a percent sign and no hexadecimal', '%zz', 404],
  ['half an escape at the end', '%id%', 404],
  ['half an escape', '%id%4', 404],
  ['escapes that are not UTF-8', '%E0%A4', 404],
  ['an overlong slash', '%C0%AF', 404],
  ['an escaped slash', 'a%2Fb', 404],
  ['an escaped slash before the real id', '%2F%id', 404],
  ['an escaped slash and dots', '..%2F%id', 404],
  ['two dots', '..', 404],
  ['two escaped dots', '%2e%2e', 404],
  ['a dot', '.', 404],
  ['a NUL', '%00', 404],
  ['a NUL after the real id', '%id%00', 404],
  ['a line break after the real id', '%id%0A', 404],
  ['a header in the id', '%id%0D%0ARequest-Id:%20x', 404],
  ['a space after the real id', '%id%20', 404],
  ['the real id in capitals', '%ID', 404],
  ['a quote and SQL', "'%20OR%20'1'='1", 404],
  ['a LIKE pattern', '%25', 404],
  ['markup', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', 404],
  ['a name of JavaScript', '__proto__', 404],
  ['a pattern of routes', ':intent', 404],
  ['a wildcard', '*', 404],
  ['a fragment after the real id', '%id#', 404],
  ['braces', '{intent}', 404],
  ['5,001 characters', 'a'.repeat(5001), 404],
  ['12,000 characters', `pi_${'a'.repeat(12_000)}`, 404],
  ['20,000 characters', `pi_${'a'.repeat(20_000)}`, 400],
  ['four bytes a character', '%F0%9F%92%B8'.repeat(500), 404],
];

describe.each(['stripe', 'chargefy'] as const)('an odd id at %s', (dialect) => {
  const server = shareReference(dialect);
  const operations = operationsOf(dialect).filter(({ path }) => path.includes('{'));

  it.each(
    operations.flatMap(({ title, method, path }) =>
      ids.map(([what, template, status]) => ({ title, method, path, what, template, status })),
    ),
  )('is answered like one that does not exist: $title with $what', async ({ method, path, template, status }) => {
    const objects = await arrangeObjects(server());
    const before = await objects.look();
    const real = objects.idIn(path);
    const id = template.replace('%id', real).replace('%ID', real.toUpperCase());
    const connection = await openConnection(server());

    const length: Record<string, string> = method === 'GET' ? {} : { 'Content-Length': '0' };
    const target = path.replace(/\{\w+\}/, () => id);
    connection.send(requestBytes(method, target, { ...ownHeaders(server()), ...length }));

    const answer = await connection.answer();
    expectRefusal(dialect, answer);
    expect(answer.status).toBe(status);
    expect(await objects.look()).toEqual(before);
  });

  it('that escapes a real one names that intent', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());

    const escaped = Array.from(id, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    connection.send(requestBytes('GET', `${spoken[dialect].path}/${escaped}`, ownHeaders(server())));

    const { status, body } = await connection.answer();
    expect({ status, body: JSON.parse(body) }).toMatchObject({ status: 200, body: { id } });
  });
});
